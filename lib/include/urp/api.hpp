// api.hpp: what liburp.so exports. Nothing else crosses the border of the library.
#pragma once

#if defined(__GNUC__)
#define URP_API __attribute__((visibility("default")))
#else
#define URP_API
#endif
