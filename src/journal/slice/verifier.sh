#!/bin/sh
# Checks this folder, an excerpt of a journal of Beffroi, without Beffroi: needs sh, openssl >= 3, sha256sum and the usual
# tools. Usage: sh verifier.sh [NAME], where NAME is the first line of a checkpoint that you noted elsewhere.
# Exit: 0 all holds, 1 something does not, 2 a tool is missing. Vérifie cet extrait sans Beffroi ; 0 bon, 1 mauvais.
LC_ALL=C
export LC_ALL
cd "$(dirname "$0")" || exit 2
expected=${1:-}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM

bad() { # reason in English / en français
  printf 'NOT OK: %s\nNON : %s\n' "$1" "$2"
  exit 1
}
missing() {
  printf 'CANNOT CHECK: %s is missing / manque\n' "$1"
  exit 2
}
hash_of() { # raw SHA-256 of standard input, to standard output
  openssl dgst -sha256 -binary
}
hex_of() { # SHA-256 of a file, hexadecimal
  sha256sum < "$1" | cut -c 1-64
}
signed_by() { # key, file, signature: whether Ed25519 holds
  openssl pkeyutl -verify -pubin -inkey "$1" -rawin -in "$2" -sigfile "$3" > /dev/null 2>&1
}

for tool in openssl sha256sum awk sed sort cmp od dd split find tail cut; do
  command -v "$tool" > /dev/null 2>&1 || missing "$tool"
done
case $(openssl version) in
  "OpenSSL "[3-9].* | "OpenSSL "[1-9][0-9].*) ;;
  *) missing "openssl >= 3" ;;
esac

# 1. Exactly the files that SHA256SUMS names, unchanged.
[ -f SHA256SUMS ] && [ -f SHA256SUMS.sig ] || bad "SHA256SUMS or its signature is not there" "SHA256SUMS ou sa signature manque"
[ -z "$(find . ! -type f ! -type d)" ] || bad "there is something that is no plain file" "un élément n'est pas un fichier ordinaire"
find . -type f | sed 's|^\./||' | grep -v -x -e SHA256SUMS -e SHA256SUMS.sig | sort > "$work/found"
cut -c 67- SHA256SUMS | sort > "$work/named"
while read -r name; do
  grep -F -x -q -e "$name" "$work/found" || bad "$name is missing" "$name manque"
done < "$work/named"
cmp -s "$work/found" "$work/named" || bad "there is a file that SHA256SUMS does not name" "un fichier n'est pas dans SHA256SUMS"
sha256sum -c SHA256SUMS > "$work/sums" 2> /dev/null ||
  bad "changed: $(grep -v ': OK$' "$work/sums" | cut -d : -f 1 | head -n 3 | tr '\n' ' ')" "un fichier a changé"

# 2. The checkpoint: five lines, a key that belongs to its name, a signature of that key.
origin=$(sed -n 1p checkpoint.txt)
size=$(sed -n 2p checkpoint.txt)
root=$(sed -n 3p checkpoint.txt)
blob=$(sed -n 5p checkpoint.txt | cut -d ' ' -f 3)
printf '%s\n%s\n%s\n' "$origin" "$size" "$root" > "$work/body"
printf '%s\n%s\n%s\n\n— %s %s\n' "$origin" "$size" "$root" "$origin" "$blob" | cmp -s - checkpoint.txt ||
  bad "checkpoint.txt has not the form of a checkpoint" "checkpoint.txt n'a pas la forme attendue"
openssl pkey -pubin -in checkpoint.pem -outform DER 2> /dev/null | tail -c 32 > "$work/key"
[ "$(wc -c < "$work/key")" -eq 32 ] || bad "checkpoint.pem is no key" "checkpoint.pem n'est pas une clé"
[ "$origin" = "beffroi-journal-$(hex_of "$work/key" | cut -c 1-16)" ] ||
  bad "the checkpoint's name is not that of its key" "le nom du point de contrôle n'est pas celui de sa clé"
printf '%s' "$blob" | openssl base64 -d -A > "$work/blob" 2> /dev/null
{ printf '%s\n\001' "$origin"; cat "$work/key"; } | hash_of | dd bs=4 count=1 2> /dev/null > "$work/hint"
dd bs=4 count=1 if="$work/blob" 2> /dev/null | cmp -s - "$work/hint" ||
  bad "the checkpoint names another key" "le point de contrôle nomme une autre clé"
dd bs=4 skip=1 if="$work/blob" 2> /dev/null > "$work/signature"
signed_by checkpoint.pem "$work/body" "$work/signature" || bad "the checkpoint's signature is wrong" "la signature du point de contrôle est fausse"
signed_by checkpoint.pem SHA256SUMS SHA256SUMS.sig || bad "the signature of SHA256SUMS is wrong" "la signature de SHA256SUMS est fausse"
[ -z "$expected" ] || [ "$expected" = "$origin" ] || bad "this is $origin, not $expected" "c'est $origin et non $expected"

# 3. Each entry: the signature of its lane's key over its SHA-256.
find entries -name '*.json' | sed 's|^entries/||; s|\.json$||' | sort > "$work/entries"
while read -r number; do
  entry=entries/$number.json
  # Quotes inside texts are escaped, and nothing but plain values follows the lane: the last one found is the entry's own.
  lane=$(sed 's/.*,"lane":"\([^"]*\)".*/\1/' "$entry")
  case $lane in
    "" | *[!a-z0-9.-]*) bad "$entry names no lane" "$entry ne nomme pas de voie" ;;
  esac
  [ -f "lanes/$lane.pem" ] || bad "the key of lane $lane is missing" "la clé de la voie $lane manque"
  printf '%s' "$(hex_of "$entry")" > "$work/id"
  signed_by "lanes/$lane.pem" "$work/id" "entries/$number.sig" ||
    bad "the signature of $entry is wrong" "la signature de $entry est fausse"
done < "$work/entries"

# 4. The tree: its shape (each left side a power of two, and not smaller than the right one), then its root.
sed -n 's/^entry //p' tree.txt > "$work/leaves"
cmp -s "$work/entries" "$work/leaves" || bad "the tree has other entries" "l'arbre contient d'autres entrées"
awk -v size="$size" '
  $1 == "entry" { stack[++top] = 1; next }
  $1 == "hash" && $2 ~ /^[1-9][0-9]*$/ { stack[++top] = $2 + 0; next }
  $1 == "join" && top >= 2 {
    left = stack[top - 1]; right = stack[top]; top--
    for (power = 1; power < left; ) power *= 2
    if (power != left || right > left) exit 1
    stack[top] = left + right; next
  }
  { exit 1 }
  END { if (top != 1 || stack[1] != size + 0) exit 1 }' tree.txt || bad "the tree has a wrong shape" "l'arbre n'a pas la bonne forme"
mkdir "$work/hashes"
[ ! -s tree.bin ] || split -b 32 -a 5 tree.bin "$work/hashes/h"
set -- "$work"/hashes/*
top=0
made=0
while read -r step rest; do # node_1 to node_$top name the files of the hashes on the stack
  case $step in
    hash)
      path=${1:-}
      [ -f "$path" ] || bad "tree.bin is too short" "tree.bin est trop court"
      shift
      ;;
    entry)
      made=$((made + 1))
      path=$work/made.$made
      { printf '\000'; cat "entries/$rest.json"; } | hash_of > "$path"
      ;;
    join)
      made=$((made + 1))
      path=$work/made.$made
      eval "right=\$node_$top"
      top=$((top - 1))
      eval "left=\$node_$top"
      top=$((top - 1))
      { printf '\001'; cat "$left" "$right"; } | hash_of > "$path"
      ;;
  esac
  top=$((top + 1))
  eval "node_$top=\$path"
done < tree.txt
[ "$(openssl base64 -A < "$path")" = "$root" ] ||
  bad "the entries are not those that the checkpoint covers" "les entrées ne sont pas celles du point de contrôle"

# 5. Evidence: each file is named after its SHA-256, and an entry names it.
for file in evidence/*; do
  [ -f "$file" ] || continue
  name=${file#evidence/}
  [ "$(hex_of "$file")" = "$name" ] || bad "$file is not what its name says" "$file n'est pas ce que dit son nom"
  find entries -name '*.json' -exec grep -l -F -e "$name" {} + | grep -q . ||
    bad "no entry names $file" "aucune entrée ne nomme $file"
done

printf 'OK: %s entries, checkpoint of %s entries by %s\n' "$(wc -l < "$work/entries" | tr -d ' ')" "$size" "$origin"
[ -n "$expected" ] || printf 'Compare this name with one noted elsewhere. / Comparez ce nom à celui noté ailleurs.\n'
