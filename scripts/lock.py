"""Lock what pyproject.toml asks for: names, versions and hashes, never an address."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = (sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal")
PLAIN = ("--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate")
FILES = {
    "requirements.txt": ("pyproject.toml",),
    "requirements-dev.txt": ("pyproject.toml", "--group", "dev"),
    "requirements-node.txt": ("--group", "node"),
}


def main() -> None:
    for name, sources in FILES.items():
        command = (*UV, *PLAIN, "--no-emit-index-url", "--no-emit-find-links", *sources)
        subprocess.run([*command, "--output-file", name], cwd=ROOT, check=True)
        if "://" in (ROOT / name).read_text():
            sys.exit(f"{name} names an address: somebody's package index got into it.")
        print(name)


if __name__ == "__main__":
    main()
