"""Recordings, their transcripts, and papers, published under the address of their item."""
