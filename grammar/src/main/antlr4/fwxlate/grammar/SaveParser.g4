/*
 * The shape of a line: what an option means, and how many arguments it takes, is in the lexicon.
 * Every decision is LL(1).
 */
parser grammar SaveParser;

options {
  tokenVocab = SaveLexer;
}

line
  : COMMENT? EOF # commentLine
  | TABLE WORD EOF # tableLine
  | CHAIN WORD WORD? WORD? EOF # chainLine
  | COMMIT EOF # commitLine
  | COUNTERS? argument+ EOF # ruleLine
  ;

argument
  : NOT
  | WORD
  | QUOTED
  | UNTERMINATED
  ;
