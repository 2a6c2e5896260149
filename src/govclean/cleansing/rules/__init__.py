"""The cleansing rules, one family a file; `cleansing.catalogue` lists them."""
