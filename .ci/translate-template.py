#!/usr/bin/env python3
"""Translates template.yaml to CloudFormation as a deployment does, and checks what can only be seen there.

usage: .ci/translate-template.py [OUTPUT.json]

Needs the Python packages aws-sam-translator and boto3 (exit status 3 when they are absent). Calls no service.
"""

import json
import logging
import os
import pathlib
import re
import sys

# The translator asks for a region, though nothing here depends on it, and warns of metrics that it sends nowhere.
os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")
logging.disable(logging.WARNING)

try:
    from samtranslator.public.exceptions import InvalidDocumentException
    from samtranslator.translator.transform import transform
    from samtranslator.yaml_helper import yaml_parse
except ImportError as absent:
    print(f"not installed here: {absent}", file=sys.stderr)
    sys.exit(3)

TEMPLATE = pathlib.Path(__file__).resolve().parent.parent / "template.yaml"


class ManagedPolicies:
    """Stands for the list of managed policies that the translator would ask IAM for: no function uses one by name."""

    def load(self):
        return {}


def translated():
    # Through JSON, so that no part is shared: the SAM CLI writes aliases out before it uploads a template.
    template = json.loads(json.dumps(yaml_parse(TEMPLATE.read_text(encoding="utf-8")), default=str))
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            # sam deploy puts the place it uploaded the file to here; the translator takes nothing else.
            resource["Properties"]["CodeUri"] = "s3://bucket/" + resource["Properties"]["CodeUri"]
    return transform(template, {}, ManagedPolicies())


def statements(resources):
    """What roles and policies allow, with the resource that says so."""
    for name, resource in resources.items():
        properties = resource.get("Properties", {})
        policies = [policy["PolicyDocument"] for policy in properties.get("Policies", [])]
        if resource["Type"] == "AWS::IAM::ManagedPolicy":
            policies.append(properties["PolicyDocument"])
        for policy in policies:
            for statement in policy["Statement"]:
                yield name, statement


def aslist(value):
    return value if isinstance(value, list) else [value]


def too_much_is_allowed(resources):
    for name, statement in statements(resources):
        for resource in aslist(statement["Resource"]):
            if resource == "*":
                yield f"{name} allows {statement['Action']} on *"
        for action in aslist(statement["Action"]):
            if "*" in action:
                yield f"{name} allows {action}"
    for name, resource in resources.items():
        if resource["Type"] == "AWS::IAM::Role":
            for policy in resource["Properties"].get("ManagedPolicyArns", []):
                own = resources.get(policy.get("Ref"), {}) if isinstance(policy, dict) else {}
                if own.get("Type") != "AWS::IAM::ManagedPolicy":
                    yield f"{name} has the managed policy {policy}, which is not of this template"


def is_alias(resources, value):
    return isinstance(value, dict) and resources.get(value.get("Ref"), {}).get("Type") == "AWS::Lambda::Alias"


def something_invokes_no_alias(resources):
    """Snapshots exist of versions only: what invokes the function itself starts a JVM each time."""
    for name, resource in resources.items():
        kind, properties = resource["Type"], resource.get("Properties", {})
        if kind in ("AWS::Lambda::Permission", "AWS::Lambda::EventSourceMapping"):
            if not is_alias(resources, properties["FunctionName"]):
                yield f"{name} is for {properties['FunctionName']}, which is not an alias"
        if kind == "AWS::Scheduler::Schedule" and not is_alias(resources, properties["Target"]["Arn"]):
            yield f"{name} invokes {properties['Target']['Arn']}, which is not an alias"
        if kind == "AWS::Lambda::EventInvokeConfig" and properties.get("Qualifier") != "live":
            yield f"{name} is not for the alias"
        if kind == "AWS::ApiGatewayV2::Api":
            for uri in uris(properties["Body"]):
                named = re.findall(r"\$\{(\w+)}/invocations", json.dumps(uri))
                if not (named and is_alias(resources, {"Ref": named[0]})):
                    yield f"{name} has an integration that is not an alias: {uri}"


def uris(value):
    if isinstance(value, dict):
        for key, each in value.items():
            if key == "uri":
                yield each
            else:
                yield from uris(each)
    elif isinstance(value, list):
        for each in value:
            yield from uris(each)


def a_version_misses_its_release(resources):
    for name, resource in resources.items():
        if resource["Type"] == "AWS::Lambda::Version" and "${Release}" not in json.dumps(resource["Properties"]):
            yield f"{name} does not change with Release"
        if resource["Type"] == "AWS::Lambda::Function":
            text = json.dumps(resource["Properties"])
            if '{"Ref": "Release"}' not in text and "${Release}" not in text:
                yield f"{name} does not change with Release"


def a_first_deployment_leaves_something_behind(resources):
    for name, resource in resources.items():
        kept = resource.get("DeletionPolicy") == "Retain" and resource["Type"] != "AWS::Lambda::Version"
        if kept:
            yield f"{name} has DeletionPolicy Retain: a first deployment that is rolled back would leave it behind"


def an_importer_could_refuse(resources):
    for name, resource in resources.items():
        if resource.get("Properties", {}).get("FailOnWarnings"):
            yield f"{name} fails on warnings"


def an_alarm_is_too_large(resources):
    for name, resource in resources.items():
        if resource["Type"] == "AWS::CloudWatch::Alarm":
            metrics = [m for m in resource["Properties"].get("Metrics", []) if "MetricStat" in m]
            if len(metrics) > 10:
                yield f"{name} has {len(metrics)} metrics; CloudWatch takes 10"


RULES = (
    too_much_is_allowed,
    something_invokes_no_alias,
    a_version_misses_its_release,
    a_first_deployment_leaves_something_behind,
    an_importer_could_refuse,
    an_alarm_is_too_large,
)


def main():
    try:
        output = translated()
    except InvalidDocumentException as invalid:
        for cause in invalid.causes:
            print(f"template.yaml: {cause.message}", file=sys.stderr)
        return 1
    text = json.dumps(output, indent=2)
    if len(text) > 1_000_000:
        print(f"template.yaml: {len(text)} bytes translated, over CloudFormation's 1 MB", file=sys.stderr)
        return 1
    findings = [finding for rule in RULES for finding in rule(output["Resources"])]
    for finding in findings:
        print(f"template.yaml: {finding}", file=sys.stderr)
    if findings:
        return 1
    if len(sys.argv) > 1:
        pathlib.Path(sys.argv[1]).write_text(text + "\n", encoding="utf-8")
    print(f"{len(output['Resources'])} resources")
    return 0


if __name__ == "__main__":
    sys.exit(main())
