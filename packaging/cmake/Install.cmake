# `cmake --install`: programs, what they read at run time, and what a desktop shows.
install(TARGETS sql-ai-agent sql-ai-agent-cli
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR}
  BUNDLE DESTINATION .)
foreach(folder demo knowledge_base schema)
  # core/demo/DataFiles.cpp looks for this place beside the programs.
  install(DIRECTORY data/${folder} DESTINATION ${CMAKE_INSTALL_DATADIR}/sql-ai-agent)
endforeach()
install(FILES LICENSE README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES .env.example DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME env.example)

if(UNIX AND NOT APPLE)
  install(FILES data/sql-ai-agent.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
  install(FILES data/sql-ai-agent.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
  install(FILES resources/icons/sql-ai-agent.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
endif()
