"""words: from signs to senses. `lexer` cuts a line into tokens, `lexicon` says what they mean in the page's
languages.

Everything that depends on a language, a currency, a coin or a brand stands in data files (`languages/`,
`lists/`); the code here knows only how such a file is read and matched.
"""
