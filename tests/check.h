/* cmocka with the headers that it needs before it. */
#ifndef ACCORD_TESTS_CHECK_H
#define ACCORD_TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"

#define assert_str(got, want) assert_true(str_eq((got), (want)))

#endif
