// record_sql.c: loaded into `urp` by LD_PRELOAD, it writes every statement that runs, values and all, to the
// file RECORD_SQL, so that the sqlite3 shell can be timed on the same work. The program itself knows nothing.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static int record(unsigned kind, void* file, void* statement, void* text) {
  (void)kind;
  (void)text;
  char* expanded = sqlite3_expanded_sql(statement);
  if (expanded) fprintf(file, "%s;\n", expanded);
  sqlite3_free(expanded);
  fflush(file);
  return 0;
}

int sqlite3_open_v2(const char* path, sqlite3** database, int flags, const char* vfs) {
  int (*real)(const char*, sqlite3**, int, const char*) =
      (int (*)(const char*, sqlite3**, int, const char*))dlsym(RTLD_NEXT, "sqlite3_open_v2");
  const int result = real(path, database, flags, vfs);
  const char* name = getenv("RECORD_SQL");
  FILE* file = name ? fopen(name, "ae") : NULL;
  if (result == SQLITE_OK && file) sqlite3_trace_v2(*database, SQLITE_TRACE_STMT, record, file);
  return result;
}
