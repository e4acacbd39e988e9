// A function on AWS's own client for Go: what it is asked to do stands in the event.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
)

type event struct {
	Do      string `json:"do"`
	SleepMs int    `json:"sleepMs"`
	Bytes   int    `json:"bytes"`
	Text    string `json:"text"`
}

type answer struct {
	Received  int    `json:"received"`
	RequestId string `json:"requestId"`
	Trace     string `json:"trace"`
	LeftMs    int64  `json:"leftMs"`
	Text      string `json:"text"`
}

func handle(ctx context.Context, e event) (answer, error) {
	fmt.Println("told", e.Do)
	switch e.Do {
	case "fail":
		return answer{}, errors.New("told to fail")
	case "panic":
		panic("told to panic")
	case "exit":
		os.Exit(7)
	}
	time.Sleep(time.Duration(e.SleepMs) * time.Millisecond)
	deadline, _ := ctx.Deadline()
	invocation, _ := lambdacontext.FromContext(ctx)
	trace, _ := ctx.Value("x-amzn-trace-id").(string)
	return answer{len(e.Text), invocation.AwsRequestID, trace, time.Until(deadline).Milliseconds(), strings.Repeat("x", e.Bytes)}, nil
}

func main() {
	if os.Getenv("FAIL_INIT") != "" {
		fmt.Println("init fails")
		os.Exit(3)
	}
	lambda.Start(handle)
}
