# Writes the steps of lib/store/sql into one C++ file, in the order of their names.
# file(WRITE), not configure_file: the latter would eat @name@ in the SQL.
file(WRITE "${OUTPUT}" "#include \"db/migrations.hpp\"\n\nnamespace urp::db {\n\n")
file(APPEND "${OUTPUT}" "std::vector<Migration> embedded_migrations() {\n  return {\n")
list(SORT SOURCES)
foreach(source IN LISTS SOURCES)
  get_filename_component(name "${source}" NAME_WE)
  string(REGEX MATCH "^[0-9]+" digits "${name}")
  math(EXPR number "${digits}")  # refuses names that do not begin with a number
  file(READ "${source}" text)
  file(APPEND "${OUTPUT}" "      {${number}, \"${name}\", R\"sql(${text})sql\"},\n")
endforeach()
file(APPEND "${OUTPUT}" "  };\n}\n\n}  // namespace urp::db\n")
