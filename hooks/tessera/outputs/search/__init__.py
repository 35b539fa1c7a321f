"""Search without a server: what of a page is found, and an index of which a reader fetches little.

found   what of a page is read, marked where the page is drawn
read    a finished page as its words, each with its weight
words   words as they are compared, and the forms of one word
index   the files that a reader's browser looks words up in: assets/search-index.js
titles  a plain list of titles, for a site without the index
"""
