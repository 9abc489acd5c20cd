#import <React/RCTBridgeModule.h>
#import <React/RCTEventEmitter.h>

// The method of the Swift class that JavaScript may call.
@interface RCT_EXTERN_MODULE (Gigastore, RCTEventEmitter)
RCT_EXTERN_METHOD(call : (NSString *)name input
                  : (NSDictionary *)input resolve
                  : (RCTPromiseResolveBlock)resolve reject
                  : (RCTPromiseRejectBlock)reject)
@end
