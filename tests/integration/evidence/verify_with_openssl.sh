#!/bin/bash
# A second implementation of the recipe in installer/evidence/verify.py, with openssl (3.0 or later),
# sha256sum, base64 and sed alone. It shares no code with the program.
#
#   verify_with_openssl.sh FILE      exit status: 0 it holds, 1 it does not
#
# It reads the file as text: a canonical receipt has one spelling, its members in one order, and no
# quote inside a string without a backslash before it. It does not judge what the statement says.
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

# The whole shape: every member, in order, and nothing else.
hex='[0-9a-f]{64}'
b64='[A-Za-z0-9+/]+=*'
string='"([^"\\]|\\.)*"'
text='\{"content":'$string',"language":'$string',"name":'$string',"sha256":"'$hex'"\}'
shape='^\{"checkpoint":"[^"]*","key":\{"algorithm":"ed25519","id":"'$hex'","public":"'$b64'"\},'
shape+='"personal":(null|\{"fields":\{.*\},"salt":"'$b64'"\}),"proof":\[("'$hex'"(,"'$hex'")*)?\],'
shape+='"record":\{"envelope":\{"payload":"'$b64'","payloadType":"application/vnd\.in-toto\+json",'
shape+='"signatures":\[\{"keyid":"'$hex'","sig":"'$b64'"\}\]\},"index":(0|[1-9][0-9]*),'
shape+='"previous":"'$hex'","time":"[0-9TZ:-]{20}","type":"assent/record","version":1\},'
shape+='"texts":\['$text'(,'$text')*\],"type":"assent/receipt","version":1\}$'
grep -Eq "$shape" <<<"$file" || fail "the file has another shape"

# member PATTERN: what stands in the place of \( \) in the one place where the pattern fits.
member() {
    sed -n "s|^.*$1.*\$|\1|p" <<<"$file"
}

id=$(member '"key":{"algorithm":"ed25519","id":"\([0-9a-f]*\)"')
public=$(member '"key":{"algorithm":"ed25519","id":"[0-9a-f]*","public":"\([^"]*\)"')
record=$(member ',"record":\({"envelope":.*}\),"texts":\[{"content":')
payload=$(sed -n 's|^{"envelope":{"payload":"\([^"]*\)".*$|\1|p' <<<"$record")
keyid=$(sed -n 's|^.*"signatures":\[{"keyid":"\([0-9a-f]*\)".*$|\1|p' <<<"$record")
signature=$(sed -n 's|^.*"sig":"\([^"]*\)".*$|\1|p' <<<"$record")
index=$(sed -n 's|^.*},"index":\([0-9]*\),"previous":.*$|\1|p' <<<"$record")
checkpoint=$(sed -n 's|^{"checkpoint":"\([^"]*\)".*$|\1|p' <<<"$file")

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

# 3. The key is Ed25519, and its id is SHA-256 over it.
printf -- '-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n' "$public" >"$work/key.pem"
openssl pkey -pubin -in "$work/key.pem" -outform DER -out "$work/key.der" 2>/dev/null || fail "the key"
[[ $(base64 -w0 <"$work/key.der") == "$public" ]] || fail "the key in another spelling"
[[ $(hash <"$work/key.der") == "$id" && $keyid == "$id" ]] || fail "the key's id"

# 4. The signature over DSSE's pre-authentication encoding.
decoded "$payload" "$work/payload"
decoded "$signature" "$work/signature"
{
    printf 'DSSEv1 28 application/vnd.in-toto+json %d ' "$(wc -c <"$work/payload")"
    cat "$work/payload"
} >"$work/pae"
openssl pkeyutl -verify -pubin -inkey "$work/key.pem" -rawin -in "$work/pae" \
    -sigfile "$work/signature" >/dev/null 2>&1 || fail "the signature over the statement"

# 6. Every text has its digest, and the statement names these texts and no others, in this order.
subjects=
while IFS= read -r one; do
    content=$(sed -n 's|^{"content":"\(.*\)","language":.*$|\1|p' <<<"$one")
    name=$(sed -n 's|^.*,"name":"\(.*\)","sha256":.*$|\1|p' <<<"$one")
    digest=$(sed -n 's|^.*,"sha256":"\([0-9a-f]*\)"}.*$|\1|p' <<<"$one")
    [[ $(unescaped "$content" | hash) == "$digest" ]] || fail "the text $name"
    subjects+=${subjects:+,}'{"digest":{"sha256":"'$digest'"},"name":"'$name'"}'
done < <(member ',"texts":\[\(.*}\)\],"type":' | sed 's|},{"content":|}\n{"content":|g')
statement=$(cat "$work/payload")
[[ $statement == *',"subject":['"$subjects"']}' ]] || fail "the texts are not those of the statement"

# 7. The personal data open the commitment; null once they were erased.
fields=$(member ',"personal":{"fields":\(.*}\),"salt":"[^"]*"},"proof":')
if [[ -n $fields ]]; then
    decoded "$(member '},"salt":"\([^"]*\)"},"proof":')" "$work/salt"
    [[ $(wc -c <"$work/salt") -eq 32 ]] || fail "the salt"
    commitment=$({ cat "$work/salt"; printf '%s' "$fields"; } | hash)
    [[ $statement == *',"personal":{"commitment":"'$commitment'"},'* ]] || fail "the personal data"
fi

# 8. The checkpoint: three lines, an empty one, one signature line.
printf '%b' "$checkpoint" >"$work/checkpoint"
[[ $(wc -l <"$work/checkpoint") -eq 5 ]] || fail "the lines of the checkpoint"
mapfile -t lines <"$work/checkpoint"
origin="assent:log/$id"
[[ ${lines[0]} == "$origin" && -z ${lines[3]} ]] || fail "the origin of the checkpoint"
[[ ${lines[1]} =~ ^[1-9][0-9]{0,15}$ ]] || fail "the size in the checkpoint"
prefix=$'\xe2\x80\x94 '"$origin "
[[ ${lines[4]} == "$prefix"* ]] || fail "the signer of the checkpoint"
head -n 3 "$work/checkpoint" >"$work/head"
decoded "${lines[4]#"$prefix"}" "$work/blob"
tail -c +5 "$work/blob" >"$work/head.signature"
hint=$({ printf '%s\n\001' "$origin"; tail -c 32 "$work/key.der"; } | hash | cut -c1-8)
[[ $(head -c 4 "$work/blob" | od -An -tx1 | tr -d ' \n') == "$hint" ]] || fail "the key of the checkpoint"
openssl pkeyutl -verify -pubin -inkey "$work/key.pem" -rawin -in "$work/head" \
    -sigfile "$work/head.signature" >/dev/null 2>&1 || fail "the signature over the checkpoint"

# 9. The record and the proof lead to the root (RFC 9162, 2.1.3.2).
((index < lines[1])) || fail "the place of the record"
value=$({ printf '\0'; printf '%s' "$record"; } | hash)
node() {
    { printf '\001'; bytes "$1"; bytes "$2"; } | hash
}
position=$index
last=$((lines[1] - 1))
for sibling in $(member '"proof":\[\([^]]*\)\],"record":' | tr -d '"' | tr ',' ' '); do
    ((last > 0)) || fail "the length of the proof"
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
((last == 0)) || fail "the length of the proof"
[[ $(bytes "$value" | base64 -w0) == "${lines[2]}" ]] || fail "the record is not in the log"

# 10. Only the first record names none before it.
previous=$(sed -n 's|^.*,"previous":"\([0-9a-f]*\)","time":.*$|\1|p' <<<"$record")
none=$(printf '0%.0s' {1..64})
if [[ $index -eq 0 ]]; then
    [[ $previous == "$none" ]] || fail "the first record names one before it"
else
    [[ $previous != "$none" ]] || fail "the record names none before it"
fi

echo "yes: signed by $id, record $index of ${lines[1]}"
