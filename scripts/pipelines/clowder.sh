#!/usr/bin/env bash
# A directory of datasets into Clowder: what is new, what has changed, and what failed before.
# Needs DATASET_DIRECTORY, CLOWDER_URL and CLOWDER_TOKEN (or CLOWDER_TOKEN_FILE), or a leat.yaml that says so.
# Options for the scan may be given: clowder.sh --settle 5m --exclude '*.log'
set -euo pipefail
leat-scan --as dataset --skip-done clowder-upload "$@" | leat-clowder-upload
