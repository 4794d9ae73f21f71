// Package sheets reads the tables people keep in spreadsheets and writes the
// ones they take away.
//
// Reading takes a file as it comes: UTF-8 with or without a mark, UTF-16,
// Windows-1252; commas, semicolons or tabs; Excel's "sep=;" line; or a workbook
// (.xlsx), of which the first sheet that holds anything counts. Rows keep the
// numbers a spreadsheet shows, in which the header is row 1 and an empty row
// counts, so that a fault can be found where it is said to be.
//
// Writing yields what every spreadsheet opens: CSV in UTF-8 with a mark, or a
// workbook; in both no cell that a spreadsheet would run as a formula.
package sheets
