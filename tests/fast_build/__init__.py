"""An incremental build gives, byte for byte, what a clean build gives."""
