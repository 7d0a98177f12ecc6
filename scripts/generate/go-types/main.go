// Prints what OpenAPI leaves out of Kubernetes' Go types and the API server's answers depend on: the Go name of
// every field's type (it stands in decoding errors), whether it is a pointer, and whether an empty one is left out.
// A tool for the rare day when the Kubernetes version changes; in an empty folder with this file:
//
//	go mod init go-types && go get k8s.io/api@v0.36.2 k8s.io/apiextensions-apiserver@v0.36.2 \
//	  k8s.io/kube-aggregator@v0.36.2 && go mod tidy && go run . > go-types.txt
package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	admissionregistration "k8s.io/api/admissionregistration/v1"
	apps "k8s.io/api/apps/v1"
	authentication "k8s.io/api/authentication/v1"
	authorization "k8s.io/api/authorization/v1"
	autoscalingv1 "k8s.io/api/autoscaling/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	batch "k8s.io/api/batch/v1"
	certificates "k8s.io/api/certificates/v1"
	coordination "k8s.io/api/coordination/v1"
	core "k8s.io/api/core/v1"
	discovery "k8s.io/api/discovery/v1"
	events "k8s.io/api/events/v1"
	flowcontrol "k8s.io/api/flowcontrol/v1"
	networking "k8s.io/api/networking/v1"
	node "k8s.io/api/node/v1"
	policy "k8s.io/api/policy/v1"
	rbac "k8s.io/api/rbac/v1"
	resource "k8s.io/api/resource/v1"
	scheduling "k8s.io/api/scheduling/v1"
	storage "k8s.io/api/storage/v1"
	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	apiregistration "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
)

var unmarshaler = reflect.TypeFor[json.Unmarshaler]()

// schemas: OpenAPI name -> field -> Go type, with `,omitempty` and the like behind it.
var schemas = map[string]map[string]string{}

// named: lists and maps that have a type name of their own -> what they are.
var named = map[string]string{}

func main() {
	scheme := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{
		admissionregistration.AddToScheme, apps.AddToScheme, authentication.AddToScheme, authorization.AddToScheme,
		autoscalingv1.AddToScheme, autoscalingv2.AddToScheme, batch.AddToScheme, certificates.AddToScheme,
		coordination.AddToScheme, core.AddToScheme, discovery.AddToScheme, events.AddToScheme, flowcontrol.AddToScheme,
		networking.AddToScheme, node.AddToScheme, policy.AddToScheme, rbac.AddToScheme, resource.AddToScheme,
		scheduling.AddToScheme, storage.AddToScheme, apiextensions.AddToScheme, apiregistration.AddToScheme,
	} {
		if err := add(scheme); err != nil {
			panic(err)
		}
	}
	for _, known := range scheme.AllKnownTypes() {
		visit(known)
	}
	visit(reflect.TypeFor[meta.APIGroupList]())
	visit(reflect.TypeFor[meta.APIResourceList]())
	visit(reflect.TypeFor[meta.APIVersions]())
	print()
}

func visit(t reflect.Type) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		if t.Name() != "" {
			unnamed := reflect.SliceOf(t.Elem())
			if t.Kind() == reflect.Map {
				unnamed = reflect.MapOf(t.Key(), t.Elem())
			}
			named[t.String()] = unnamed.String()
		}
		visit(t.Elem())
	case reflect.Struct:
		name := openAPIName(t)
		if _, seen := schemas[name]; seen {
			return
		}
		schemas[name] = map[string]string{}
		// A type that reads its own JSON has no fields to tell of.
		if !reflect.PointerTo(t).Implements(unmarshaler) {
			addFields(name, t, "")
		}
	}
}

// embedded is the names of the Go structs that t stands in, each with a `>` behind it.
func addFields(name string, t reflect.Type, embedded string) {
	for i := range t.NumField() {
		field := t.Field(i)
		tag, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case tag == "-" || !field.IsExported():
		case tag == "" && field.Anonymous:
			addFields(name, field.Type, embedded+field.Name+">")
		default:
			if tag == "" {
				tag = field.Name
			}
			text := embedded + field.Type.String()
			if options != "" {
				text += "," + options
			}
			schemas[name][tag] = text
			visit(field.Type)
		}
	}
}

func openAPIName(t reflect.Type) string {
	path := strings.ReplaceAll(strings.TrimPrefix(t.PkgPath(), "k8s.io/"), "/", ".")
	return "io.k8s." + path + "." + t.Name()
}

// A line a schema: its name, then `field=embedded>type` words; a line a named type: its name, `=` and what it is.
func print() {
	for _, name := range slices.Sorted(maps.Keys(named)) {
		fmt.Println(name, "=", named[name])
	}
	for _, name := range slices.Sorted(maps.Keys(schemas)) {
		words := []string{name}
		for _, field := range slices.Sorted(maps.Keys(schemas[name])) {
			words = append(words, field+"="+schemas[name][field])
		}
		fmt.Println(strings.Join(words, " "))
	}
}
