// The Go types of claims for devices as the API server holds them inside; see `internal-types` for how they are
// written.
// upstream: pkg/apis/resource/types.go

export const INTERNAL_DEVICE_TYPES: Readonly<Record<string, string>> = {
  AllocationResult: 'Devices:DeviceAllocationResult NodeSelector:*NodeSelector AllocationTimestamp:*t',
  CELDeviceSelector: 'Expression:s',
  CapacityRequirements: 'Requests:mapq',
  DeviceAllocationConfiguration: 'Source:s Requests:[]s ...DeviceConfiguration',
  DeviceAllocationResult: 'Results:[]DeviceRequestAllocationResult Config:[]DeviceAllocationConfiguration',
  DeviceAttribute:
    'IntValue=int:*i BoolValue=bool:*b StringValue=string:*s VersionValue=version:*s IntValues=ints:[]i ' +
    'BoolValues=bools:[]b StringValues=strings:[]s VersionValues=versions:[]s',
  DeviceClaim: 'Requests:[]DeviceRequest Constraints:[]DeviceConstraint Config:[]DeviceClaimConfiguration',
  DeviceClaimConfiguration: 'Requests:[]s ...DeviceConfiguration',
  DeviceConfiguration: 'Opaque:*OpaqueDeviceConfiguration',
  DeviceConstraint: 'Requests:[]s MatchAttribute:*s DistinctAttribute:*s',
  DeviceRequest: 'Name:s Exactly:*ExactDeviceRequest FirstAvailable:[]DeviceSubRequest',
  DeviceRequestAllocationResult:
    'Request:s Driver:s Pool:s Device:s AdminAccess:*b Tolerations:[]DeviceToleration BindingConditions:[]s ' +
    'BindingFailureConditions:[]s ShareID=shareID:*s ConsumedCapacity:mapq',
  DeviceSelector: 'CEL=cel:*CELDeviceSelector',
  DeviceSubRequest:
    'Name:s DeviceClassName:s Selectors:[]DeviceSelector AllocationMode:s Count:i Tolerations:[]DeviceToleration ' +
    'Capacity:*CapacityRequirements',
  DeviceToleration: 'Key:s Operator:s Value:s Effect:s TolerationSeconds:*i',
  ExactDeviceRequest:
    'DeviceClassName:s Selectors:[]DeviceSelector AllocationMode:s Count:i AdminAccess:*b ' +
    'Tolerations:[]DeviceToleration Capacity:*CapacityRequirements',
  OpaqueDeviceConfiguration: 'Driver:s Parameters:raw',
  ResourceClaimSpec: 'Devices:DeviceClaim',
  ResourceClaimTemplateSpec: '...ObjectMeta Spec:ResourceClaimSpec',
};
