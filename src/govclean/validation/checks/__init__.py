"""The checks, one dimension of quality a file; `validation.catalogue` lists them."""
