@rem npm runs scripts with sh or, on Windows, with cmd. "exec" makes sh step aside, so that Ctrl-C and signals
@rem reach Assay itself; cmd has no such word and finds this file instead.
@%*
