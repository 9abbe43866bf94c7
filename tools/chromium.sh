#!/bin/sh
# The browser tests need Chromium. Installs Debian's where it is missing and may be installed; else they skip.
command -v chromium >/dev/null 2>&1 && exit 0
[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || { echo "no Chromium: browser tests will be skipped"; exit 0; }
echo "installing Chromium for the browser tests"
{ apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 \
  || echo "Chromium could not be installed: browser tests will be skipped"
