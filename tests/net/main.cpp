#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <cstdlib>

int main(int argc, char** argv) {
  // Read by OpenSSL when it is first used: a machine whose administrator allows what is long broken.
  ::setenv("OPENSSL_CONF", URP_NET_DATA "/openssl-old.cnf", 1);
  return doctest::Context(argc, argv).run();
}
