"""What is run on the machine that serves: POSIX shell, rsync and coreutils are all it needs.

Each script is one command of ssh: it goes on to its end even where the connection is lost in
the middle. Paths come as arguments or on the standard input, never as part of a script.
"""

from __future__ import annotations

NO_RSYNC, NO_RENAME, NO_LINK_OF_OURS, LOCK_LOST, CUT_SHORT, INCOMPLETE = 70, 71, 72, 73, 74, 76

NEW, OLD, HALF, SEEN = ".new-", ".old-", ".half", ".seen"

# $1: the folder; $2, $3: the number of our lock and who we are, both empty without a lock.
# A publish whose lock was taken over, because nothing was heard of it, must change nothing.
OPENING = """
set -eu
umask 022
unset CDPATH
export LC_ALL=C
root=$1 lock=$2 token=$3
shift 3
cd "$root"
if [ -n "$lock" ] && ! grep -q "^$token " ".lock/$lock" 2>/dev/null; then exit 73; fi
# link FROM TO: a hard link, or a copy where the disk knows none.
link() {
    case $2 in */*) mkdir -p "${2%/*}" ;; esac
    rm -f "$2"
    ln "$1" "$2" 2>/dev/null || cp "$1" "$2"
}
# manifest FOLDER SIZE: the rest of the input, if all of it has come, becomes its manifest.
manifest() {
    cat > "$1/manifest.json.new"
    if [ "$(wc -c < "$1/manifest.json.new")" -ne "$2" ]; then
        rm -f "$1/manifest.json.new"
        exit 74
    fi
    mv "$1/manifest.json.new" "$1/manifest.json"
}
"""

# Says which release is live, and each with the digest of its manifest. Changes nothing.
STATE = """
set -eu
cd "$1" 2>/dev/null || exit 0
live=$(readlink current 2>/dev/null || :)
echo "live ${live##*/}"
for release in releases/[0-9]*; do
    [ -d "$release" ] || continue
    digest=$(sha256sum < "$release/manifest.json" 2>/dev/null || :)
    echo "release ${release##*/} ${digest%% *}"
done
"""

# $1: the folder; $2: a release.
MANIFEST_OF = 'cat "$1/releases/$2/manifest.json"'

# $1: the folder; $2: a release. What its files are, where its manifest is damaged.
DIGESTS = """
cd "$1/releases/$2/site"
find . -type f -exec sha256sum {} +
echo
find . -type f -exec wc -c {} +
"""

# $1: the folder; $2: who we are; $3: our name for people; $4: whose lock to take though it seems
# alive. Locks are numbered files: the highest counts, an empty one is free. A link is made whole
# or not at all, so of two who want the same number one gets it. Then it waits until its input
# ends, which it does with the publish, however that ends.
LOCK = """
set -eu
umask 022
mkdir -p "$1/releases"
mkdir -p "$1/.lock"
cd "$1/.lock"
highest() { ls | sort -n | tail -n 1; }
last=$(highest)
last=${last:-0}
token= pid= name=
if [ -f "$last" ]; then read -r token pid name < "$last" || :; fi
if [ -n "$token" ] && kill -0 "$pid" 2>/dev/null; then
    if [ "$token" != "$4" ]; then
        echo "held $token $(cat .beat 2>/dev/null || :) $name"
        exit 0
    fi
    kill "$pid" 2>/dev/null || :
fi
mine=$((last + 1))
# Some shells say of a full disk only that they cannot write.
echo "$2 $$ $3" > ".$2" || { rm -f ".$2"; echo "No space left on device" >&2; exit 1; }
got=yes
ln ".$2" "$mine" 2>/dev/null || got=
rm -f ".$2"
if [ -z "$got" ]; then echo "held - - $3"; exit 0; fi
if [ "$(highest)" != "$mine" ]; then rm -f "$mine"; echo "held - - $3"; exit 0; fi
for old in *; do if [ "$old" -lt "$mine" ]; then rm -f "$old"; fi; done
echo "ours $mine"
beat=0
while read -r line; do
    beat=$((beat + 1))
    if echo "$beat" > .beat.new; then mv .beat.new .beat; fi 2>/dev/null
done
if grep -q "^$2 " "$mine" 2>/dev/null; then : > ".$2"; mv ".$2" "$mine"; fi
"""

# Keeps what was half sent for the next release to begin with; says what it found.
MEND = """
rm -rf .current-*
cd releases
live=$(readlink ../current 2>/dev/null || :)
live=${live##*/}
keep() { rm -rf .half; mv "$1" .half; }
for one in .old-*; do
    if [ -d "$one" ]; then name=${one#.old-}; rm -rf "$one"; echo "deleted ${name%%-*}"; fi
done
for one in .new-*; do
    if [ -d "$one" ]; then name=${one#.new-}; keep "$one"; echo "sent ${name%%-*}"; fi
done
for one in [0-9]*; do
    [ -d "$one" ] || continue
    rm -f "$one/manifest.json.new"
    # What was carried into it, and its list does not name.
    if [ -f "$one/.carrying" ]; then
        while IFS= read -r path; do
            grep -qF "\"$path\"" "$one/manifest.json" || rm -f "$one/site/$path"
        done < "$one/.carrying"
        rm -f "$one/.carrying"
    fi
    if [ "$one" != "$live" ] && [ -f "$one/.purging" ]; then
        mv "$one" ".old-$one"
        rm -rf ".old-$one"
        echo "purged $one"
        continue
    fi
    if [ "$one" != "$live" ] && [ ! -e "$one/.seen" ]; then keep "$one"; echo "unseen $one"; fi
done
"""

# $1: the name that the release has while it is sent. Says whether there is a half one.
BEGIN = """
command -v rsync > /dev/null || exit 70
command -v sha256sum > /dev/null || exit 71
: > .current-a
if ! mv -T .current-a ".current-$token" 2>/dev/null; then rm -f .current-a; exit 71; fi
rm -f ".current-$token"
mkdir "releases/$1"
if [ -d releases/.half ]; then echo half; fi
"""

# $1: the folder of the new release; $2: that of the live one. The input lists what to carry.
CARRY = """
while IFS= read -r path; do link "$2/site/$path" "$1/site/$path"; done
"""

# $1: the name while it is sent; $2: the release; $3: its count of files. The input is a list for
# sha256sum: nothing becomes a release that is not whole, byte for byte.
FINISH = """
cd "releases/$1/site"
wrong=$(sha256sum -c - 2>&1 | grep -v ': OK$' || :)
count=$(find . ! -type d | wc -l)
if [ -n "$wrong" ] || [ "$count" -ne "$3" ]; then
    echo "$wrong" | head -n 3
    exit 76
fi
cd ../..
mv -T "$1" "$2"
rm -rf .half || :
"""

# $1: the release; $2: the live one, or nothing; $3: the size of the new manifest, 0 for the old.
# The input: what to carry, an empty line, the manifest.
ACTIVATE = """
[ -d "releases/$1/site" ]
if [ -e current ] && [ ! -L current ]; then exit 72; fi
if [ "$3" -gt 0 ]; then
    while IFS= read -r path && [ -n "$path" ]; do echo "$path"; done > "releases/$1/.carrying"
    while IFS= read -r path; do
        link "releases/$2/site/$path" "releases/$1/site/$path"
    done < "releases/$1/.carrying"
    manifest "releases/$1" "$3"
    rm -f "releases/$1/.carrying"
fi
: > "releases/$1/.seen"
rm -f ".current-$token"
ln -s "releases/$1" ".current-$token"
mv -T ".current-$token" current
"""

# $1: the folder. The input is a list for sha256sum; says which files are live, and not so.
UNLIKE = """
set -eu
export LC_ALL=C
cd "$1/current/site"
sha256sum -c - 2>/dev/null | sed -n 's/: FAILED.*$//p'
"""

# What no list of files tells of.
CLEAR = "rm -rf releases/.half releases/.new-* releases/.old-*"

# $1: a release; $2: the one that is kept; $3: the size of the new manifest.
# The input: what to delete, an empty line, what to take, an empty line, the manifest.
PURGE = """
old=releases/$1 kept=releases/$2
: > "$old/.purging"
while IFS= read -r path && [ -n "$path" ]; do rm -f "$old/site/$path"; done
while IFS= read -r path && [ -n "$path" ]; do link "$kept/site/$path" "$old/site/$path"; done
find "$old/site/." ! -name . -depth -type d -exec rmdir {} + 2>/dev/null || :
for name in gone.json redirects.json; do
    if [ -f "$kept/$name" ]; then
        cp "$kept/$name" "$old/$name.new"
        mv "$old/$name.new" "$old/$name"
    fi
done
manifest "$old" "$3"
rm -f "$old/.purging"
"""

# The input: sizes in bytes, one a line. Says the digests of all files of these sizes.
SAME_SIZE = r"""
set -- ! -type f
while IFS= read -r size; do set -- "$@" -o -size "${size}c"; done
find . -type f \( "$@" \) -exec sha256sum {} +
"""

# $@: releases to delete.
PRUNE = """
for one in "$@"; do
    mv "releases/$one" "releases/.old-$one-$token"
    rm -rf "releases/.old-$one-$token"
done
"""

# $1: a release. The input is its manifest, made again; $2: its size.
REWRITE = 'manifest "releases/$1" "$2"\n'
