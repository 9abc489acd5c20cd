/** How long and how wide code may be. */
export const MAX_FILE_LINES = 300;
export const MAX_MEDIAN_LINES = 80;
export const MAX_FUNCTION_LINES = 60;
export const MAX_COLUMNS = 100;
/** The title of a test is a whole sentence, which cannot be broken. */
export const MAX_COLUMNS_OF_TITLE = 110;
export const MAX_PARAMETERS = 3;
export const MAX_NESTING = 2;
