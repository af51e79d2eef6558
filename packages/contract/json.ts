/** What JSON can say. Money never travels as a number: amounts are strings of digits. */
export type Json = string | number | boolean | null | Json[] | JsonObject
export type JsonObject = { [key: string]: Json }
