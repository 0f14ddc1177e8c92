"""Masks site addresses in what is about to be stored or written down."""
