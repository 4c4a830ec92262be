#!/bin/sh
# The `tahkeem` command of the image. Each file in /run/secrets that is named like a variable
# (PGPASSWORD, TAHKEEM_SMTP_URL, …) becomes that variable, so no secret stands in a compose file.
set -eu
for file in /run/secrets/[A-Z]*; do
  [ -f "$file" ] || continue
  export "$(basename "$file")=$(cat "$file")"
done
cd /opt/tahkeem
exec python -m app.cli "$@"
