"""The corpus: passages and reports written for the project, their compilers and renderers."""
