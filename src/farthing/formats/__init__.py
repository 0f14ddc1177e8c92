"""formats: our records to other people's bytes, and back.

One module a format (STIX 2.1, MISP, ICCAM, X-ARF, TagPack, goAML, SAR, CSV, webhook bodies, and documents:
PDF, SVG, texts of mails and alerts). Each says what it could not carry. Pure: fonts and code lists come in as
bytes.
"""
