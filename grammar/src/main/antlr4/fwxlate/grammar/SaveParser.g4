/*
 * The shape of a line: what an option means, and how many arguments it takes, is in the lexicon.
 * Every decision is LL(1). Tokens are taken by their labels: no tree is built.
 */
parser grammar SaveParser;

options {
  tokenVocab = SaveLexer;
}

line
  : remark = COMMENT? EOF # commentLine
  | TABLE name = WORD EOF # tableLine
  | CHAIN name = WORD second = WORD? third = WORD? EOF # chainLine
  | begin = COMMIT EOF # commitLine
  | counters = COUNTERS? arguments += (NOT | WORD | QUOTED | UNTERMINATED)+ EOF # ruleLine
  ;
