"""Installers of others as components: `msiexec`, NSIS and Inno programs, `.deb` packages, any program."""
