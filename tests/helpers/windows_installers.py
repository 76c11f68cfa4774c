"""Small installers of Windows, built on Linux: an .msi by wixl, an .exe by makensis."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

VARIABLE: Final = "ASSENT_INSTALLERS"
"""Names the folder of them to the tests that run on Windows."""

CODE: Final = "{5F0E3A5C-6C1B-4C0B-9D43-2C0B9B3D7A11}"
"""The product code of `good.msi`."""

_WXS: Final = """\
<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Id="{code}" Name="Assent test" Language="1033" Version="1.0.0" Manufacturer="Nobody"
           UpgradeCode="A0A3B7C4-3A55-4B65-8D2F-58A1B8A4F0{digit}">
    <Package InstallerVersion="200" Compressed="yes" InstallScope="perMachine" />
    <Media Id="1" Cabinet="one.cab" EmbedCab="yes" />
    <Directory Id="TARGETDIR" Name="SourceDir">
      <Directory Id="WindowsVolume">
        <Directory Id="INSTALLDIR" Name="assent-msi-{digit}">
          <Component Id="Main" Guid="0C29A1D3-5B0E-4F57-9F2A-4B6D1C0E5F{digit}">
            <File Id="MainFile" Name="main.txt" Source="main.txt" KeyPath="yes" />
          </Component>
        </Directory>
      </Directory>
    </Directory>
    <Feature Id="All" Level="1"><ComponentRef Id="Main" /></Feature>
    {more}
  </Product>
</Wix>
"""
_NSI: Final = """\
Target amd64-unicode
Name "Assent test"
OutFile "{name}.exe"
RequestExecutionLevel user
SilentInstall silent
InstallDir "C:\\assent-nsis"
Section
  SetOutPath "$INSTDIR"
  FileOpen $0 "$INSTDIR\\main.txt" w
  FileWrite $0 "main"
  FileClose $0
  WriteUninstaller "$INSTDIR\\uninstall.exe"
  {more}
SectionEnd
Section "Uninstall"
  Delete "$INSTDIR\\main.txt"
  Delete "$INSTDIR\\uninstall.exe"
  RMDir "$INSTDIR"
SectionEnd
"""


def build_all(folder: Path) -> None:
    """Make what the tools that are there can make; without a tool its installers are missing."""
    folder.mkdir(parents=True)
    (folder / "main.txt").write_text("main")
    if shutil.which("wixl"):
        _msi(folder, "good", CODE, "01")
        condition = '<Condition Message="Not here.">0</Condition>'
        _msi(folder, "refusing", CODE.replace("11}", "22}"), "02", condition)
    if shutil.which("makensis"):
        for name, more in {"good": "", "failing": "SetErrorLevel 2\n  Quit"}.items():
            script = folder / f"{name}.nsi"
            script.write_text(_NSI.format(name=name, more=more))
            subprocess.run(["makensis", "-V1", script.name], cwd=folder, check=True)


def _msi(folder: Path, name: str, code: str, digit: str, more: str = "") -> None:
    source = folder / f"{name}.wxs"
    source.write_text(_WXS.format(code=code.strip("{}"), digit=digit, more=more))
    subprocess.run(["wixl", "-o", f"{name}.msi", source.name], cwd=folder, check=True)
