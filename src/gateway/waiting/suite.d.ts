/** The script's text: it is imported as text, never run here. */
declare const text: string;
export default text;
