{
  "type": "assent/edition-signatures",
  "version": 1,
  "algorithm": "ed25519",
  "signatures": [
    {
      "key": "59da6fdaefefa6bf16c29ade84ad67651fd45ea4be3a632cb6d9e351216c98d9",
      "signature": "Z5i/IBOAwKZI/6J3gaB5pl9muHU35O+dBKoPTtV5C7Er1+wdrERyF4I6jQd/30LfZ1GCdNzs50civ/UqIwgHCw=="
    }
  ]
}
