// What a controller written in Go does against a served cluster: informers, a leader's lease, server-side apply, the
// dynamic client, cached discovery, watch-list, waiting and retrying. Prints one line of JSON for each thing it saw.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/apimachinery/pkg/watch"
	applycore "k8s.io/client-go/applyconfigurations/core/v1"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/dynamic/dynamicinformer"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/metadata"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/leaderelection"
	"k8s.io/client-go/tools/leaderelection/resourcelock"
	toolswatch "k8s.io/client-go/tools/watch"
	"k8s.io/client-go/util/retry"
)

func say(what string, seen any) {
	line, _ := json.Marshal([]any{what, seen})
	fmt.Println(string(line))
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	config, err := clientcmd.BuildConfigFromFlags("", os.Args[1])
	must(err)
	config.QPS = -1
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	protobuf := rest.CopyConfig(config)
	protobuf.ContentType = runtime.ContentTypeProtobuf
	protobuf.AcceptContentTypes = runtime.ContentTypeProtobuf + "," + runtime.ContentTypeJSON
	typed := kubernetes.NewForConfigOrDie(protobuf)
	loose := dynamic.NewForConfigOrDie(config)

	discover(typed, loose, ctx)
	inform(ctx, typed)
	informDynamically(ctx, loose, config)
	conflict(ctx, typed)
	apply(ctx, typed, loose)
	watchList(ctx, typed)
	untilReady(ctx, typed)
	lead(ctx, typed)
	paginate(ctx, typed)
	remove(ctx, typed)
}

func discover(typed *kubernetes.Clientset, loose *dynamic.DynamicClient, ctx context.Context) {
	cached := memory.NewMemCacheClient(typed.Discovery())
	mapper := restmapper.NewDeferredDiscoveryRESTMapper(cached)
	mapping, err := mapper.RESTMapping(schema.GroupKind{Group: "apps", Kind: "Deployment"})
	must(err)
	list, err := loose.Resource(mapping.Resource).Namespace("default").List(ctx, metav1.ListOptions{})
	must(err)
	say("discovery", []any{mapping.Resource.String(), string(mapping.Scope.Name()), list.GetKind()})
	document, err := typed.Discovery().OpenAPISchema()
	must(err)
	say("openapi", document.GetInfo().GetVersion())
}

func inform(ctx context.Context, typed *kubernetes.Clientset) {
	factory := informers.NewSharedInformerFactoryWithOptions(typed, 0, informers.WithNamespace("default"))
	maps := factory.Core().V1().ConfigMaps()
	seen := make(chan string, 100)
	note := func(what string, object any) {
		if m, ok := object.(*corev1.ConfigMap); ok && m.Labels["watched"] == "yes" {
			seen <- what + " " + m.Name + " " + m.Data["a"]
		}
	}
	maps.Informer().AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    func(o any) { note("add", o) },
		UpdateFunc: func(_, o any) { note("update", o) },
		DeleteFunc: func(o any) { note("delete", o) },
	})
	stop := make(chan struct{})
	defer close(stop)
	client := typed.CoreV1().ConfigMaps("default")
	labelled := metav1.ObjectMeta{Name: "before", Labels: map[string]string{"watched": "yes"}}
	_, err := client.Create(ctx, &corev1.ConfigMap{ObjectMeta: labelled, Data: map[string]string{"a": "0"}}, metav1.CreateOptions{})
	must(err)
	factory.Start(stop)
	synced := factory.WaitForCacheSync(stop)
	labelled.Name = "after"
	_, err = client.Create(ctx, &corev1.ConfigMap{ObjectMeta: labelled, Data: map[string]string{"a": "1"}}, metav1.CreateOptions{})
	must(err)
	_, err = client.Patch(ctx, "after", types.MergePatchType, []byte(`{"data":{"a":"2"}}`), metav1.PatchOptions{})
	must(err)
	must(client.Delete(ctx, "after", metav1.DeleteOptions{}))
	var got []string
	for len(got) < 4 {
		got = append(got, <-seen)
	}
	cached, err := maps.Lister().ConfigMaps("default").Get("before")
	must(err)
	say("informer", []any{len(synced), got, cached.Data["a"]})
}

func informDynamically(ctx context.Context, loose *dynamic.DynamicClient, config *rest.Config) {
	factory := dynamicinformer.NewDynamicSharedInformerFactory(loose, 0)
	informer := factory.ForResource(schema.GroupVersionResource{Version: "v1", Resource: "nodes"})
	informer.Informer()
	stop := make(chan struct{})
	defer close(stop)
	factory.Start(stop)
	factory.WaitForCacheSync(stop)
	nodes, err := informer.Lister().List(labels.Everything())
	must(err)
	partial := metadata.NewForConfigOrDie(config)
	list, err := partial.Resource(schema.GroupVersionResource{Version: "v1", Resource: "nodes"}).List(ctx, metav1.ListOptions{})
	must(err)
	say("dynamic informer", []any{len(nodes), len(list.Items), list.Items[0].Kind})
}

func conflict(ctx context.Context, typed *kubernetes.Clientset) {
	client := typed.CoreV1().ConfigMaps("default")
	first, err := client.Create(ctx, &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "fought"}}, metav1.CreateOptions{})
	must(err)
	second := first.DeepCopy()
	first.Data = map[string]string{"one": "1"}
	_, err = client.Update(ctx, first, metav1.UpdateOptions{})
	must(err)
	tries := 0
	err = retry.RetryOnConflict(retry.DefaultRetry, func() error {
		tries++
		if tries > 1 {
			second, err = client.Get(ctx, "fought", metav1.GetOptions{})
			must(err)
		}
		if second.Data == nil {
			second.Data = map[string]string{}
		}
		second.Data["two"] = "2"
		_, err := client.Update(ctx, second, metav1.UpdateOptions{})
		return err
	})
	must(err)
	now, err := client.Get(ctx, "fought", metav1.GetOptions{})
	must(err)
	say("conflict", []any{tries, now.Data})
}

func apply(ctx context.Context, typed *kubernetes.Clientset, loose *dynamic.DynamicClient) {
	client := typed.CoreV1().ConfigMaps("default")
	mine := applycore.ConfigMap("applied", "default").WithData(map[string]string{"a": "1"})
	_, err := client.Apply(ctx, mine, metav1.ApplyOptions{FieldManager: "one"})
	must(err)
	_, err = client.Apply(ctx, mine.WithData(map[string]string{"a": "2"}), metav1.ApplyOptions{FieldManager: "two"})
	refused := apierrors.IsConflict(err)
	object := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "ConfigMap",
		"metadata": map[string]any{"name": "applied"}, "data": map[string]any{"a": "3"},
	}}
	resource := loose.Resource(schema.GroupVersionResource{Version: "v1", Resource: "configmaps"}).Namespace("default")
	made, err := resource.Apply(ctx, "applied", object, metav1.ApplyOptions{FieldManager: "two", Force: true})
	must(err)
	managers := []string{}
	for _, entry := range made.GetManagedFields() {
		managers = append(managers, entry.Manager)
	}
	sort.Strings(managers)
	kept, err := client.Get(ctx, "applied", metav1.GetOptions{})
	must(err)
	extracted, err := applycore.ExtractConfigMap(kept, "two")
	must(err)
	say("apply", []any{refused, managers, extracted.Data["a"]})
}

func watchList(ctx context.Context, typed *kubernetes.Clientset) {
	yes := true
	options := metav1.ListOptions{
		SendInitialEvents: &yes, AllowWatchBookmarks: true,
		ResourceVersionMatch: metav1.ResourceVersionMatchNotOlderThan,
	}
	watcher, err := typed.CoreV1().Nodes().Watch(ctx, options)
	must(err)
	var types []string
	for event := range watcher.ResultChan() {
		types = append(types, string(event.Type))
		if node, ok := event.Object.(*corev1.Node); ok && node.Annotations[metav1.InitialEventsAnnotationKey] == "true" {
			break
		}
	}
	watcher.Stop()
	say("watch-list", types)
}

func untilReady(ctx context.Context, typed *kubernetes.Clientset) {
	app := map[string]string{"app": "web"}
	replicas := int32(3)
	deployment := &appsv1.Deployment{ObjectMeta: metav1.ObjectMeta{Name: "web"}, Spec: appsv1.DeploymentSpec{
		Replicas: &replicas, Selector: &metav1.LabelSelector{MatchLabels: app},
		Template: corev1.PodTemplateSpec{ObjectMeta: metav1.ObjectMeta{Labels: app},
			Spec: corev1.PodSpec{Containers: []corev1.Container{{Name: "c", Image: "web:1"}}}},
	}}
	_, err := typed.AppsV1().Deployments("default").Create(ctx, deployment, metav1.CreateOptions{})
	must(err)
	selector := fields.OneTermEqualSelector("metadata.name", "web")
	source := cache.NewListWatchFromClient(typed.AppsV1().RESTClient(), "deployments", "default", selector)
	event, err := toolswatch.UntilWithSync(ctx, source, &appsv1.Deployment{}, nil, func(event watch.Event) (bool, error) {
		d := event.Object.(*appsv1.Deployment)
		return d.Status.AvailableReplicas == 3, nil
	})
	must(err)
	say("until", event.Object.(*appsv1.Deployment).Status.ReadyReplicas)
	err = wait.PollUntilContextTimeout(ctx, 50*time.Millisecond, 10*time.Second, true, func(ctx context.Context) (bool, error) {
		pods, err := typed.CoreV1().Pods("default").List(ctx, metav1.ListOptions{LabelSelector: "app=web", FieldSelector: "status.phase=Running"})
		return len(pods.Items) == 3, err
	})
	must(err)
}

func lead(ctx context.Context, typed *kubernetes.Clientset) {
	order := make(chan string, 10)
	run := func(ctx context.Context, name string) {
		lock := &resourcelock.LeaseLock{
			LeaseMeta: metav1.ObjectMeta{Name: "leader", Namespace: "default"}, Client: typed.CoordinationV1(),
			LockConfig: resourcelock.ResourceLockConfig{Identity: name},
		}
		leaderelection.RunOrDie(ctx, leaderelection.LeaderElectionConfig{
			Lock: lock, ReleaseOnCancel: true,
			LeaseDuration: 2 * time.Second, RenewDeadline: time.Second, RetryPeriod: 100 * time.Millisecond,
			Callbacks: leaderelection.LeaderCallbacks{
				OnStartedLeading: func(context.Context) { order <- name + " leads" },
				OnStoppedLeading: func() { order <- name + " stops" },
			},
		})
	}
	firstCtx, stopFirst := context.WithCancel(ctx)
	go run(firstCtx, "first")
	got := []string{<-order}
	secondCtx, stopSecond := context.WithCancel(ctx)
	go run(secondCtx, "second")
	time.Sleep(300 * time.Millisecond)
	stopFirst()
	got = append(got, <-order, <-order)
	stopSecond()
	<-order
	lease, err := typed.CoordinationV1().Leases("default").Get(ctx, "leader", metav1.GetOptions{})
	must(err)
	sort.Strings(got)
	say("leader", []any{got, *lease.Spec.LeaseTransitions})
}

func paginate(ctx context.Context, typed *kubernetes.Clientset) {
	names, pages, token := 0, 0, ""
	for {
		list, err := typed.RbacV1().ClusterRoles().List(ctx, metav1.ListOptions{Limit: 10, Continue: token})
		must(err)
		names += len(list.Items)
		pages++
		if token = list.Continue; token == "" {
			break
		}
	}
	whole, err := typed.RbacV1().ClusterRoles().List(ctx, metav1.ListOptions{})
	must(err)
	say("pages", []any{names == len(whole.Items), pages > 1})
}

func remove(ctx context.Context, typed *kubernetes.Clientset) {
	_, err := typed.CoreV1().ConfigMaps("default").Get(ctx, "nope", metav1.GetOptions{})
	policy := metav1.DeletePropagationForeground
	must(typed.AppsV1().Deployments("default").Delete(ctx, "web", metav1.DeleteOptions{PropagationPolicy: &policy}))
	gone := wait.PollUntilContextTimeout(ctx, 50*time.Millisecond, 20*time.Second, true, func(ctx context.Context) (bool, error) {
		_, err := typed.AppsV1().Deployments("default").Get(ctx, "web", metav1.GetOptions{})
		return apierrors.IsNotFound(err), nil
	})
	must(gone)
	say("delete", []any{apierrors.IsNotFound(err), err.Error()})
}
