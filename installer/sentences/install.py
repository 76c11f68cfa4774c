"""Sentences about the bundle, the target and the installation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.errors import Code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.i18n import Translator


def sentences(tr: Translator) -> Mapping[Code, str]:
    """Templates of the `install.*` codes."""
    return {**_bundle(tr), **_target(tr), **_run(tr), **_external(tr)}


def _bundle(tr: Translator) -> Mapping[Code, str]:
    return {
        Code.BUNDLE_MISSING: tr(
            "There is no bundle at {path}. Name its folder with --bundle, "
            "or get a complete copy of the program."
        ),
        Code.BUNDLE_MALFORMED: tr(
            "The bundle's list {path} cannot be read ({detail}). Nothing was installed. Get the bundle again."
        ),
        Code.BUNDLE_UNTRUSTED: tr(
            "The bundle {path} is not signed by a publisher that this program trusts. Nothing was installed. "
            "Get the bundle from its publisher."
        ),
        Code.PAYLOAD_DIGEST: tr(
            "{path} in the bundle was changed: its digest is {actual}, the bundle names {expected}. "
            "Nothing was installed. Get the bundle again."
        ),
        Code.PAYLOAD_MALFORMED: tr(
            "The archive {path} of component {component} cannot be unpacked ({detail}). "
            "Nothing was installed. Get the bundle again."
        ),
        Code.SOURCE_REFUSED: tr(
            "{path} cannot go into a bundle ({rule}). No bundle was made. Rename or remove it."
        ),
        Code.NAME_REFUSED: tr(
            "The bundle holds the name “{path}”, which is not allowed ({rule}). "
            "Nothing was installed. Get the bundle again from its publisher."
        ),
    }


def _target(tr: Translator) -> Mapping[Code, str]:
    return {
        Code.TARGET_UNWRITABLE: tr(
            "The folder {path} cannot be written ({reason}). Nothing was installed. "
            "Choose another folder, or give yourself write permission."
        ),
        Code.TARGET_NO_FILES: tr(
            "The folder {path} takes no files: what is there is made by the system itself. "
            "Nothing was installed. Choose another folder."
        ),
        Code.FILE_IN_USE: tr(
            "A program still uses the file {name} in {path}. Everything is as it was before. "
            "Close that program and start again."
        ),
        Code.TARGET_FOREIGN: tr(
            "{path} is in the way: it is a link, a folder or a file that is not this component's. "
            "Nothing was changed. Move it away, or choose another folder."
        ),
        Code.DISK_FULL: tr(
            "There is not enough space at {path}: {need} bytes are needed, {free} are free. "
            "Everything is as it was before. Free space and start again."
        ),
        Code.BUSY: tr(
            "Another installation (process {pid}) is at work in {path}. Nothing was changed. "
            "Wait until it ends and start again."
        ),
    }


def _run(tr: Translator) -> Mapping[Code, str]:
    return {
        Code.NOT_COVERED: tr(
            "No acceptance in the log covers the terms of component {component}. Nothing was installed. "
            "Accept the agreement for it first."
        ),
        Code.COMPONENT_NEEDED: tr(
            "Component {component} is needed by {needed_by}. Nothing was changed. Keep both or remove both."
        ),
        Code.MODIFY_EXTERNAL: tr(
            "Component {component} has an uninstaller of its own, and what that removes cannot be put back. "
            "Nothing was changed. Uninstall the component by itself, then start again."
        ),
        Code.PRODUCT_ABSENT: tr(
            "The bundle holds nothing of the product {product}. Nothing was changed. "
            "Get a bundle that holds it, or accept its terms alone with “assent accept”."
        ),
        Code.REPAIR_MISMATCH: tr(
            "Component {component} cannot be repaired from this bundle: {installed} is installed, the bundle "
            "holds {offered} with other files. Nothing was changed. Repair it from the bundle that it was "
            "installed from, or install the newer one."
        ),
        Code.NOT_INSTALLED: tr("Component {component} is not installed in {path}. Nothing was changed."),
        Code.ALREADY_INSTALLED: tr(
            "Everything that was asked for is already installed in {path}. Nothing was changed."
        ),
        Code.DOWNGRADE: tr(
            "Component {component} is installed in version {installed}, which is newer than the "
            "offered {offered}. Nothing was changed. Get a newer bundle, remove the component first, or "
            "take the older one with “assent install --allow-downgrade”."
        ),
        Code.PLAN_STALE: tr(
            "What was shown for {path} is no longer what would happen: something has changed since. "
            "Everything is as it was before. Look at the new plan and start again."
        ),
        Code.INVENTORY_BROKEN: tr(
            "The list of what is installed, {path}, was changed or damaged. Nothing was changed. "
            "Put that file back from a backup, or install into another folder."
        ),
        Code.JOURNAL_BROKEN: tr(
            "The journal {path} of an interrupted installation is damaged, so it cannot be finished or "
            "put back. Nothing was touched. Put the folder back from a backup, or ask for support."
        ),
        Code.INSTALL_FAILED: tr(
            "Installing into {path} failed ({reason}). Everything is as it was before. "
            "Start again; if it fails again, send the log to whoever supports this program."
        ),
        Code.ROLLBACK_INCOMPLETE: tr(
            "The installation in {path} failed and {count} files could not be put back: {paths}. "
            "Do not use what is there; start the program again to finish putting it back."
        ),
        Code.CANCELLED: tr("You cancelled. Everything is as it was before."),
    }


def _external(tr: Translator) -> Mapping[Code, str]:
    return {
        Code.EXTERNAL_UNSUPPORTED: tr(
            "Component {component} is installed by {kind}, which this system does not have. "
            "Nothing was changed. Leave the component out, or get the bundle for this system."
        ),
        Code.EXTERNAL_EXPOSED: tr(
            "Other users may write in {path}, so an installer in it could be swapped before it starts. "
            "Nothing was started. Take that right away from them, or choose another folder."
        ),
        Code.EXTERNAL_NOT_STARTED: tr(
            "The program that installs or removes component {component} could not be started: "
            "{path} ({reason}). Everything is as it was before. Put that right and start again."
        ),
        Code.EXTERNAL_FAILED: tr(
            "The program that installs or removes component {component} failed with status {status}. "
            "It said last: {detail}. Everything is as it was before. Look up that status and start again."
        ),
        Code.EXTERNAL_TIMEOUT: tr(
            "The program that installs or removes component {component} did not end within {seconds} "
            "seconds and was stopped. Everything is as it was before. "
            "Start again, or ask the component's publisher."
        ),
        Code.EXTERNAL_BUSY: tr(
            "Another installation is at work on this computer, so nothing was done with component "
            "{component}. Everything is as it was before. Wait until it ends and start again."
        ),
        Code.EXTERNAL_CANCELLED: tr(
            "The installer of component {component} was cancelled. Everything is as it was before."
        ),
        Code.EXTERNAL_LEFT: tr(
            "The work in {path} failed. Its files are as they were before, but programs of these "
            "components ran, or may have run, and could not be undone: {components}. "
            "Look at them with the system's own means, or start again."
        ),
        Code.EXTERNAL_PARTLY: tr(
            "The removal from {path} did not come to its end. Removed for good by their own uninstallers: "
            "{components}. Everything else is as it was before. Start again to remove the rest."
        ),
        Code.PRIVILEGE_MISSING: tr(
            "Component {component} needs an administrator. Nothing was changed. "
            "Start the program as an administrator, or leave the component out."
        ),
        Code.RESTART_FIRST: tr(
            "The computer must be restarted before anything else is installed in {path}. "
            "What is installed stays; still to come: {components}. Restart and start again."
        ),
    }
