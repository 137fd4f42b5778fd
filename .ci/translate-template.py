#!/usr/bin/env python3
"""Translates template.yaml to CloudFormation as a deployment does, and checks what can only be seen there.

usage: .ci/translate-template.py [OUTPUT.json]

Needs the Python packages aws-sam-translator and boto3 (exit status 3 when they are absent). Calls no service.
"""

import json
import logging
import os
import pathlib
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
    template = yaml_parse(TEMPLATE.read_text(encoding="utf-8"))
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            # sam deploy puts the place it uploaded the file to here; the translator takes nothing else.
            resource["Properties"]["CodeUri"] = "s3://bucket/" + resource["Properties"]["CodeUri"]
    return transform(template, {}, ManagedPolicies())


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
    if len(sys.argv) > 1:
        pathlib.Path(sys.argv[1]).write_text(text + "\n", encoding="utf-8")
    print(f"{len(output['Resources'])} resources")
    return 0


if __name__ == "__main__":
    sys.exit(main())
