"""gouji inside other people's tools, one module a tool. Each needs that tool installed."""
