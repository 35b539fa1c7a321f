"""Every hub as a feed: RSS 2.0, Atom and JSON Feed 1.1, and the list of them all as OPML."""
