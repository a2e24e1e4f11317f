#include "report/exported.h"

#include "ingest/row.h"

json_t *exported_parse(str s, error *e) {
    json_t *a = row_parse(str_trim(s), e);
    if (!a) return NULL;
    if (str_eq(exported_str(a, "accord"), S("1")) && json_is_array(json_object_get(a, "stories"))) return a;
    error_set(e, ERROR_SYNTAX, 0, "JSON, but no account (accord report --format json writes one)");
    json_decref(a);
    return NULL;
}

str exported_view(const json_t *string) {
    return json_is_string(string) ? str_of(json_string_value(string), (ptrdiff_t)json_string_length(string)) : (str){0};
}

str exported_str(const json_t *object, const char *key) { return exported_view(json_object_get(object, key)); }

json_t *exported_list(const json_t *object, const char *key) {
    json_t *list = json_object_get(object, key);
    return json_is_array(list) ? list : NULL;
}

bool exported_int(const json_t *value, int64_t *n) {
    *n = json_integer_value(value);
    return json_is_integer(value);
}
