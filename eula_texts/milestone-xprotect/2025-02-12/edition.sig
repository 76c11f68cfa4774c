{
  "type": "assent/edition-signatures",
  "version": 1,
  "algorithm": "ed25519",
  "signatures": [
    {
      "key": "59da6fdaefefa6bf16c29ade84ad67651fd45ea4be3a632cb6d9e351216c98d9",
      "signature": "cg8SFeht8c98DvyYJrloqnPkoDqTtiKD5JSx4fbvjw30DanAvrpsPU0s4m0TT9ar6s0+aqfM9d8UZ8N5nAzbAA=="
    }
  ]
}
