package fwxlate.workflow;

/// An input.
///
/// @param name as the user gave it
/// @param bytes its content
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Source(String name, byte[] bytes) {}
