#!/usr/bin/env python
import os
import sys

from django.core.management import execute_from_command_line

# They write files for who works on the code, and need no installation to be configured.
OF_DEVELOPERS = {"makemigrations", "makemessages", "compilemessages"}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkaanpak.settings")
    if OF_DEVELOPERS & set(sys.argv[1:2]) and not os.environ.get("SITE_URL"):
        os.environ.setdefault("DEMO", "1")
    execute_from_command_line(sys.argv)
