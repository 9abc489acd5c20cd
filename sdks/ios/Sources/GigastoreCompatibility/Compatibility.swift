// The interface of the original begins two names with the invisible character U+200B. With this
// module beside `GigastoreSDK`, code that was copied with that character compiles.
@_exported import GigastoreSDK

/// `GigastoreSession`, with U+200B before it.
public typealias ​GigastoreSession = GigastoreSDK.GigastoreSession

/// `Gigastore`, with U+200B before it: the same object.
public let ​Gigastore: GigastoreSDK.GigastoreSession = GigastoreSDK.Gigastore
