#!/bin/bash
# A second implementation of the recipe in installer/evidence/verify/recipe.py, with openssl (3.0 or later),
# sha256sum, base64, grep and sed alone. It shares no code with the program.
#
#   verify_with_openssl.sh FILE      exit status: 0 it holds, 1 it does not
#
# It reads the file as text: a canonical receipt has one spelling, its members in one order, and no
# quote inside a string without a backslash before it. It does not judge what the statement says, except
# that of a rotation it reads the keys.
set -euo pipefail
export LC_ALL=C

fail() {
    echo "NO: $1" >&2
    exit 1
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

[[ -s $1 ]] || fail "the file is empty"
[[ $(tr -d '\n\r\0' <"$1" | wc -c) -eq $(wc -c <"$1") ]] || fail "the file is not one line"
file=$(cat "$1")

# 1., 2. The whole shape: every member, in order, and nothing else.
hex='[0-9a-f]{64}'
b64='[A-Za-z0-9+/]+=*'
string='"([^"\\]|\\(["\\bfnrt]|u00(0[0-7be]|1[0-9a-f])))*"'
note='"([^"\\]|\\n)*"'
proof='\[("'$hex'"(,"'$hex'")*)?\]'
record='\{"envelope":\{"payload":"'$b64'","payloadType":"application/vnd\.in-toto\+json",'
record+='"signatures":\[\{"keyid":"'$hex'","sig":"'$b64'"\}\]\},"index":(0|[1-9][0-9]*),'
record+='"previous":"'$hex'","time":"[0-9TZ:-]{20}","type":"assent/record","version":1\}'
text='\{"content":'$string',"language":'$string',"name":'$string',"sha256":"'$hex'"\}'
witness='\{"key":"'$b64'","note":'$note',"proof":'$proof'\}'
rotation='\{"proof":'$proof',"record":'$record'\}'
stamp='\{"sha256":"'$hex'","token":"'$b64'"\}'
person='\{"[a-z]+":'$string'(,"[a-z]+":'$string')*\}'
told='"[a-z]+":(null|'$string'|'$person')'
fields='\{'$told'(,'$told')*\}'
some() { printf '\\[(%s(,%s)*)?\\]' "$1" "$1"; }
shape='^\{"checkpoint":'$note',"countersignatures":'$(some "$witness")','
shape+='"key":\{"algorithm":"ed25519","id":"'$hex'","public":"'$b64'"\},'
shape+='"personal":(null|\{"fields":'$fields',"salt":"'$b64'"\}),"proof":'$proof',"record":'$record','
shape+='"rotations":'$(some "$rotation")',"texts":'$(some "$text")',"timestamps":'$(some "$stamp")','
shape+='"type":"assent/receipt","version":1\}$'
grep -Eq "$shape" <<<"$file" || fail "the file has another shape"

# member PATTERN: what stands in the place of \( \) in the one place where the pattern fits.
member() {
    sed -n "s|^.*$1.*\$|\1|p" <<<"$file"
}

# part TEXT PATTERN: the same in a piece of the file that is known to have the pattern once.
part() {
    sed -n "s|^.*$2.*\$|\1|p" <<<"$1"
}

# items TEXT OPENING: the items of a list of objects, one a line; each begins with OPENING and a member.
items() {
    [[ -z $1 ]] || sed "s|},{$2|}\n{$2|g" <<<"$1"
}

# decoded BASE64 FILE: decode, and insist on the one spelling.
decoded() {
    base64 -d <<<"$1" >"$2" 2>/dev/null || fail "base64"
    [[ $(base64 -w0 <"$2") == "$1" ]] || fail "base64 in another spelling"
}

# unescaped TEXT: a JSON string's content. printf knows JSON's escapes except those of the quote and the
# backslash itself.
unescaped() {
    printf '%b' "$(sed 's/\\\\/\\x5c/g; s/\\"/\\x22/g' <<<"$1")"
}

# bytes HEX: the bytes themselves.
bytes() {
    printf '%b' "$(sed 's/../\\x&/g' <<<"$1")"
}

hash() {
    sha256sum | cut -c1-64
}

# key BASE64 NAME: an Ed25519 key in its one spelling, as NAME.pem and NAME.der.
key() {
    [[ $1 =~ ^MCowBQYDK2VwAyEA[A-Za-z0-9+/]{43}=$ ]] || fail "the key"
    printf -- '-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n' "$1" >"$work/$2.pem"
    decoded "$1" "$work/$2.der"
}

# signed NAME FILE SIGNATURE WHAT: the key of that name signed the file.
signed() {
    openssl pkeyutl -verify -pubin -inkey "$work/$1.pem" -rawin -in "$2" -sigfile "$3" >/dev/null 2>&1 ||
        fail "the signature over $4"
}

# pae TYPE FILE: DSSE's pre-authentication encoding.
pae() {
    printf 'DSSEv1 %d %s %d ' "${#1}" "$1" "$(wc -c <"$2")"
    cat "$2"
}

# statement RECORD NAME: the record's payload, into $work/payload, once the key of that name signed it.
statement() {
    decoded "$(part "$1" '"payload":"\([^"]*\)"')" "$work/payload"
    decoded "$(part "$1" '"sig":"\([^"]*\)"')" "$work/signature"
    [[ $(part "$1" '"keyid":"\([0-9a-f]*\)"') == "$(hash <"$work/$2.der")" ]] || fail "the signer's id"
    pae application/vnd.in-toto+json "$work/payload" >"$work/pae"
    signed "$2" "$work/pae" "$work/signature" "a statement"
}

place() {
    part "$1" '},"index":\([0-9]*\),"previous":'
}

node() {
    { printf '\001'; bytes "$1"; bytes "$2"; } | hash
}

# included RECORD PROOF SIZE ROOT: the record stands in the tree (RFC 9162, 2.1.3.2).
included() {
    local value position last sibling
    position=$(place "$1")
    last=$(($3 - 1))
    ((position <= last)) || fail "the place of a record"
    value=$({ printf '\0'; printf '%s' "$1"; } | hash)
    for sibling in $(tr -d '"' <<<"$2" | tr ',' ' '); do
        ((last > 0)) || fail "the length of a proof"
        if ((position % 2 || position == last)); then
            value=$(node "$sibling" "$value")
            while ((position && position % 2 == 0)); do
                position=$((position / 2))
                last=$((last / 2))
            done
        else
            value=$(node "$value" "$sibling")
        fi
        position=$((position / 2))
        last=$((last / 2))
    done
    ((last == 0)) || fail "the length of a proof"
    [[ $(bytes "$value" | base64 -w0) == "$4" ]] || fail "a record is not in the log"
}

# note TEXT NAME: the five lines of a signed note, into lines, and its signature's bytes, into $work/NAME.
note() {
    printf '%b' "$1" >"$work/$2.note"
    [[ $(wc -l <"$work/$2.note") -eq 5 ]] || fail "the lines of a note"
    mapfile -t lines <"$work/$2.note"
    [[ -z ${lines[3]} && ${lines[1]} =~ ^[1-9][0-9]{0,15}$ ]] || fail "the size in a note"
    head -n 3 "$work/$2.note" >"$work/$2.head"
    local line=$'\xe2\x80\x94 ([^ ]+) ('$b64')$'
    [[ ${lines[4]} =~ ^$line ]] || fail "the signature line of a note"
    signer=${BASH_REMATCH[1]}
    decoded "${BASH_REMATCH[2]}" "$work/$2"
}

# hinted NAME TYPE KEY FILE: the first four bytes of a note's signature name its key.
hinted() {
    local hint
    hint=$({ printf "%s\n$2" "$1"; tail -c 32 "$work/$3.der"; } | hash | cut -c1-8)
    [[ $(head -c 4 "$4" | od -An -tx1 | tr -d ' \n') == "$hint" ]] || fail "the key of a note"
}

# 3. The key is Ed25519, and its id is SHA-256 over it.
id=$(member '"key":{"algorithm":"ed25519","id":"\([0-9a-f]*\)"')
public=$(member '"key":{"algorithm":"ed25519","id":"[0-9a-f]*","public":"\([^"]*\)"')
key "$public" key
[[ $(hash <"$work/key.der") == "$id" ]] || fail "the key's id"

# 4. The signature over the statement.
record=$(member ',"record":\({"envelope":.*}\),"rotations":\[')
statement "$record" key
cp "$work/payload" "$work/statement"
index=$(place "$record")

# 6. Every text has its digest, and the statement names these texts and no others, in this order.
subjects=
while IFS= read -r one; do
    content=$(sed -n 's|^{"content":"\(.*\)","language":.*$|\1|p' <<<"$one")
    name=$(sed -n 's|^.*,"name":"\(.*\)","sha256":.*$|\1|p' <<<"$one")
    digest=$(sed -n 's|^.*,"sha256":"\([0-9a-f]*\)"}.*$|\1|p' <<<"$one")
    [[ $(unescaped "$content" | hash) == "$digest" ]] || fail "the text $name"
    subjects+=${subjects:+,}'{"digest":{"sha256":"'$digest'"},"name":"'$name'"}'
done < <(items "$(member ',"texts":\[\(.*\)\],"timestamps":')" '"content":')
statement=$(cat "$work/statement")
if [[ -n $subjects ]]; then
    [[ $statement == *',"subject":['"$subjects"']}' ]] || fail "the texts are not those of the statement"
else
    [[ $statement != *',"texts":['* ]] || fail "the texts are missing"
fi

# 7. The personal data open the commitment; null once they were erased.
fields=$(member ',"personal":{"fields":\(.*}\),"salt":"[^"]*"},"proof":')
if [[ -n $fields ]]; then
    decoded "$(member '},"salt":"\([^"]*\)"},"proof":')" "$work/salt"
    [[ $(wc -c <"$work/salt") -eq 32 ]] || fail "the salt"
    commitment=$({ cat "$work/salt"; printf '%s' "$fields"; } | hash)
    [[ $statement == *',"personal":{"commitment":"'$commitment'"},'* ]] || fail "the personal data"
fi

# 8. The log's keys, from the first: each rotation is signed by the key before, and the new key was there.
rotations=()
mapfile -t rotations < <(items "$(member '"rotations":\[\(.*\)\],"texts":')" '"proof":')
keys=("$public") origin= before=0 last=-1
for rotation in "${rotations[@]}"; do
    one=$(sed -n 's|^{"proof":\[[^]]*\],"record":\(.*\)}$|\1|p' <<<"$rotation")
    base64 -d <<<"$(part "$one" '"payload":"\([^"]*\)"')" >"$work/said" 2>/dev/null || fail "base64"
    said=$(cat "$work/said")
    [[ $said == *'"predicateType":"assent:key-rotation/v1"'* ]] || fail "no rotation"
    old=$(part "$said" ',"old":"\([^"]*\)"')
    new=$(part "$said" ',"new":"\([^"]*\)"')
    if [[ -z $origin ]]; then
        keys=("$old")
        key "$old" first
        origin="assent:log/$(hash <"$work/first.der")"
    fi
    [[ $old == "${keys[-1]}" ]] || fail "a rotation of another key"
    key "$old" old
    key "$new" new
    statement "$one" old
    decoded "$(part "$said" '"new_signature":"\([^"]*\)"')" "$work/new.signature"
    printf '{"new":"%s","old":"%s","origin":"%s"}' "$new" "$old" "$origin" >"$work/possession"
    pae application/vnd.assent.key-possession+json "$work/possession" >"$work/possession.pae"
    signed new "$work/possession.pae" "$work/new.signature" "the new key's own proof"
    (($(place "$one") > last)) || fail "the rotations are out of order"
    last=$(place "$one")
    ((last < index)) && before=$((before + 1))
    keys+=("$new")
done
[[ ${keys[$before]} == "$public" ]] || fail "another key than the record's place asks for"
origin=${origin:-assent:log/$id}

# 9. The checkpoint: three lines, an empty one, one signature line, by the newest key.
key "${keys[-1]}" newest
note "$(sed -n 's|^{"checkpoint":"\([^"]*\)".*$|\1|p' <<<"$file")" blob
[[ ${lines[0]} == "$origin" && $signer == "$origin" ]] || fail "the origin of the checkpoint"
size=${lines[1]} root=${lines[2]}
((last <= size - 2)) || fail "a rotation after the head"
hinted "$origin" '\001' newest "$work/blob"
tail -c +5 "$work/blob" >"$work/head.signature"
signed newest "$work/blob.head" "$work/head.signature" "the checkpoint"

# 10. The record, and each rotation's, lead to the root.
included "$record" "$(member ',"proof":\[\([^]]*\)\],"record":{"envelope":.*,"rotations":')" "$size" "$root"
for rotation in "${rotations[@]}"; do
    included "$(sed -n 's|^{"proof":\[[^]]*\],"record":\(.*\)}$|\1|p' <<<"$rotation")" \
        "$(sed -n 's|^{"proof":\[\([^]]*\)\].*$|\1|p' <<<"$rotation")" "$size" "$root"
done

# 11. Only the first record names none before it.
previous=$(part "$record" ',"previous":"\([0-9a-f]*\)","time":')
none=$(printf '0%.0s' {1..64})
if [[ $index -eq 0 ]]; then
    [[ $previous == "$none" ]] || fail "the first record names one before it"
else
    [[ $previous != "$none" ]] || fail "the record names none before it"
fi

# 12. Each countersignature is by the key beside it, over a head of this log that holds the record.
seen=
while IFS= read -r one; do
    [[ -n $one ]] || continue
    key "$(sed -n 's|^{"key":"\([^"]*\)".*$|\1|p' <<<"$one")" witness
    note "$(sed -n 's|^.*,"note":"\([^"]*\)".*$|\1|p' <<<"$one")" cosigned
    [[ ${lines[0]} == "$origin" ]] || fail "a countersigned head of another log"
    [[ ${lines[1]} != "$size" || ${lines[2]} == "$root" ]] || fail "a countersigned fork"
    hinted "$signer" '\004' witness "$work/cosigned"
    seconds=$((16#$(tail -c +5 "$work/cosigned" | head -c 8 | od -An -tx1 | tr -d ' \n')))
    { printf 'cosignature/v1\ntime %d\n' "$seconds"; cat "$work/cosigned.head"; } >"$work/cosigned.text"
    tail -c +13 "$work/cosigned" >"$work/cosigned.signature"
    signed witness "$work/cosigned.text" "$work/cosigned.signature" "a countersigned head"
    included "$record" "$(sed -n 's|^.*,"proof":\[\([^]]*\)\]}$|\1|p' <<<"$one")" "${lines[1]}" "${lines[2]}"
    seen+="$signer $(hash <"$work/witness.der") ${lines[1]}"$'\n'
done < <(items "$(member '"countersignatures":\[\(.*\)\],"key":{"algorithm":')" '"key":')
[[ -z $(sort <<<"$seen" | uniq -d) ]] || fail "countersigned twice"

# 13. Each timestamp's token has the digest beside it.
seen=
while IFS= read -r one; do
    [[ -n $one ]] || continue
    decoded "$(sed -n 's|^.*,"token":"\([^"]*\)"}$|\1|p' <<<"$one")" "$work/token"
    [[ $(hash <"$work/token") == "$(sed -n 's|^{"sha256":"\([0-9a-f]*\)".*$|\1|p' <<<"$one")" ]] ||
        fail "a timestamp"
    seen+="$(hash <"$work/token")"$'\n'
done < <(items "$(member ',"timestamps":\[\(.*\)\],"type":')" '"sha256":')
[[ -z $(sort <<<"$seen" | uniq -d) ]] || fail "timestamped twice"

echo "yes: signed by $id, record $index of $size"
