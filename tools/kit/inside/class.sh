#!/bin/sh
exec sh "$(dirname "$0")/setup/run.sh" class "$@"
