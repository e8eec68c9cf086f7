# What every target of ours is compiled with. Kept on an interface target, so that no foreign target inherits it.
target_compile_definitions(sqlai_options INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_KEYWORDS QT_NO_FOREACH
  QT_STRICT_ITERATORS QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400
  SQLAI_VERSION="${PROJECT_VERSION}")
target_include_directories(sqlai_options INTERFACE ${PROJECT_SOURCE_DIR})

if(MSVC)
  target_compile_options(sqlai_options INTERFACE /W4 /utf-8 /permissive- $<$<BOOL:${SQLAI_WERROR}>:/WX>)
else()
  target_compile_options(sqlai_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast
    -fstack-protector-strong $<$<BOOL:${SQLAI_WERROR}>:-Werror>)
endif()

if(SQLAI_SANITIZE)
  target_compile_options(sqlai_options INTERFACE -fsanitize=${SQLAI_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(sqlai_options INTERFACE -fsanitize=${SQLAI_SANITIZE})
endif()
if(SQLAI_COVERAGE)
  target_compile_options(sqlai_options INTERFACE --coverage)
  target_link_options(sqlai_options INTERFACE --coverage)
endif()
