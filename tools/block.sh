#!/usr/bin/env bash
# block.sh LANGUAGE PAGE.md: prints the page's first block of code of that language.
set -euo pipefail
found=$(sed -n "/^\`\`\`$1\$/,/^\`\`\`\$/{/^\`\`\`/!p;/^\`\`\`\$/q}" "$2")
[ -n "$found" ] || { echo "block: no $1 in $2" >&2 && exit 1; }
echo "$found"
