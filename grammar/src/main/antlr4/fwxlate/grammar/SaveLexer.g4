/*
 * One line of iptables-save or ip6tables-save text, without its end. The default mode is the start
 * of the line, where `#`, `*`, `:`, `[` and COMMIT mean something; ARGUMENTS is the rest.
 *
 * Words are cut as iptables-restore cuts them (xshared.c, add_param_to_argv): at blanks and tabs; a
 * `"` opens a quote also within a word, the closing one ends the word; in quotes `\x` is x;
 * single quotes and `\` outside quotes are ordinary.
 */
lexer grammar SaveLexer;

COMMENT : '#' ANY* ;
TABLE : '*' -> mode(ARGUMENTS) ;
CHAIN : ':' -> mode(ARGUMENTS) ;
COUNTERS : '[' [0-9]+ ':' [0-9]+ ']' ;
COMMIT : 'COMMIT' -> mode(ARGUMENTS) ;
INDENT : [ \t]+ -> skip ;
START_QUOTED : (BEGIN PLAIN*)? '"' IN_QUOTES* '"' -> type(QUOTED), mode(ARGUMENTS) ;
START_UNTERMINATED : (BEGIN PLAIN*)? '"' IN_QUOTES* '\\'? -> type(UNTERMINATED), mode(ARGUMENTS) ;
START_WORD : BEGIN PLAIN* -> type(WORD), mode(ARGUMENTS) ;

mode ARGUMENTS;

NOT : '!' ;
QUOTED : PLAIN* '"' IN_QUOTES* '"' ;
UNTERMINATED : PLAIN* '"' IN_QUOTES* '\\'? ;
WORD : PLAIN+ ;
BLANK : [ \t]+ -> skip ;

fragment ANY : [\u0000-\u00ff] ;
fragment BEGIN : ~[ \t"*:#] ;
fragment PLAIN : ~[ \t"] ;
fragment IN_QUOTES : '\\' ANY | ~["\\] ;
