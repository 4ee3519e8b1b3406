"""compile-brief: one YAML spec becomes a Word memo and a PDF memo."""
