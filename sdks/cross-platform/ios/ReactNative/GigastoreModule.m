#import <React/RCTBridgeModule.h>
#import <React/RCTEventEmitter.h>

// The methods of the Swift class that JavaScript may call.
@interface RCT_EXTERN_MODULE (Gigastore, RCTEventEmitter)
RCT_EXTERN_METHOD(load : (NSDictionary *)input resolve
                  : (RCTPromiseResolveBlock)resolve reject
                  : (RCTPromiseRejectBlock)reject)
RCT_EXTERN_METHOD(setUserToken : (NSDictionary *)input resolve
                  : (RCTPromiseResolveBlock)resolve reject
                  : (RCTPromiseRejectBlock)reject)
RCT_EXTERN_METHOD(useInstallTokens : (NSDictionary *)input resolve
                  : (RCTPromiseResolveBlock)resolve reject
                  : (RCTPromiseRejectBlock)reject)
RCT_EXTERN_METHOD(answerInstallToken : (NSDictionary *)input resolve
                  : (RCTPromiseResolveBlock)resolve reject
                  : (RCTPromiseRejectBlock)reject)
RCT_EXTERN_METHOD(isEsimCapable : (NSDictionary *)input resolve
                  : (RCTPromiseResolveBlock)resolve reject
                  : (RCTPromiseRejectBlock)reject)
RCT_EXTERN_METHOD(getProfile : (NSDictionary *)input resolve
                  : (RCTPromiseResolveBlock)resolve reject
                  : (RCTPromiseRejectBlock)reject)
RCT_EXTERN_METHOD(getAllProfiles : (NSDictionary *)input resolve
                  : (RCTPromiseResolveBlock)resolve reject
                  : (RCTPromiseRejectBlock)reject)
RCT_EXTERN_METHOD(activateItem : (NSDictionary *)input resolve
                  : (RCTPromiseResolveBlock)resolve reject
                  : (RCTPromiseRejectBlock)reject)
RCT_EXTERN_METHOD(installProfile : (NSDictionary *)input resolve
                  : (RCTPromiseResolveBlock)resolve reject
                  : (RCTPromiseRejectBlock)reject)
@end
