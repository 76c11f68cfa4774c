{
  "type": "assent/edition-signatures",
  "version": 1,
  "algorithm": "ed25519",
  "signatures": [
    {
      "key": "59da6fdaefefa6bf16c29ade84ad67651fd45ea4be3a632cb6d9e351216c98d9",
      "signature": "dfDiH040YA8sTETCq0tENsNx6KEUkfddI5I5XMuEHUa+QsqnPmqxFsOLWYrLHnqSyAE2CTU9026h1RTqGA0OCQ=="
    }
  ]
}
